package dev.filegate.db;

import dev.filegate.core.audit.AuditPage;
import dev.filegate.core.audit.AuditQuery;
import dev.filegate.core.audit.AuditRecord;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.PathGlob;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One question to the audit trail. What the database cannot decide, the patterns of paths, is decided row by row, a chunk at a time. */
final class AuditSearch {
    private final EntityManager entities;
    private final AuditQuery query;
    private final Map<String, Object> values = new HashMap<>();
    private final String conditions;

    AuditSearch(EntityManager entities, AuditQuery query) {
        this.entities = entities;
        this.query = query;
        this.conditions = conditions();
    }

    AuditPage page() {
        List<AuditRecord> found = new ArrayList<>();
        long before = query.before() == 0 ? Long.MAX_VALUE : query.before();
        while (true) {
            List<AuditEntity> rows = rows(before);
            for (AuditEntity row : rows) {
                if (matches(row)) {
                    if (found.size() == query.limit()) {
                        return new AuditPage(found, found.getLast().sequence());
                    }
                    found.add(row.toRecord());
                }
            }
            if (rows.size() <= query.limit()) {
                return new AuditPage(found, 0);
            }
            before = rows.getLast().sequence;
            entities.clear();
        }
    }

    private List<AuditEntity> rows(long before) {
        var question = entities.createQuery(
                        "select r from AuditEntity r where r.sequence < :before" + conditions
                                + " order by r.sequence desc",
                        AuditEntity.class)
                .setParameter("before", before)
                .setMaxResults(query.limit() + 1);
        values.forEach(question::setParameter);
        return question.getResultList();
    }

    private String conditions() {
        StringBuilder hql = new StringBuilder();
        if (!query.account().isEmpty()) {
            and(hql, "r.account = :account", "account", SpooledEvent.searchable(query.account()));
        }
        if (!query.session().isEmpty()) {
            and(hql, "r.session = :session", "session", query.session());
        }
        and(hql, "r.at >= :since", "since", Times.millis(query.since()));
        and(hql, "r.at < :until", "until", Times.millis(query.until()));
        if (!query.events().isEmpty()) {
            and(hql, "r.event in :events", "events", query.events());
        }
        if (!query.protocols().isEmpty()) {
            List<String> words = query.protocols().stream().map(Protocol::word).toList();
            and(hql, "r.protocol in :protocols", "protocols", words);
        }
        for (PathGlob glob : query.paths()) {
            VirtualPath fixed = glob.fixedPart();
            String above = NameCodec.printable(fixed.toString());
            String below = DatabaseAccounts.escaped(fixed.isRoot() ? "" : above) + "/%";
            values.put("above", above);
            and(hql, likePath("path") + " or " + likePath("target"), "below", below);
        }
        return hql.toString();
    }

    private static String likePath(String field) {
        return "r." + field + " = :above or r." + field + " like :below escape '!'";
    }

    private void and(StringBuilder hql, String condition, String name, Object value) {
        hql.append(" and (").append(condition).append(')');
        values.put(name, value);
    }

    private boolean matches(AuditEntity row) {
        return query.paths().stream().allMatch(glob -> matches(glob, row.path) || matches(glob, row.target));
    }

    private static boolean matches(PathGlob glob, String path) {
        return !path.isEmpty() && glob.matches(VirtualPath.parse(path));
    }
}
