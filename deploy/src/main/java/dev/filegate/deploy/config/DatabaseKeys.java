package dev.filegate.deploy.config;

/** Keys of the database. */
final class DatabaseKeys {
    private static final String SERVER = "jdbc:postgresql:";
    private static final ValueType<String> URL = ValueType.of(
            "`embedded`, or the address of a PostgreSQL server like `jdbc:postgresql://db.example.org/filegate`",
            DatabaseKeys::url);

    final KeyGroup group = new KeyGroup(
            "Database",
            "Accounts and groups made by administrators, quotas, tokens and the searchable audit trail. Several gateways may share one PostgreSQL.");

    final Key<String> url = group.add(Key.of("filegate.database.url", URL)
            .byDefault(DatabaseSettings.EMBEDDED)
            .means("`embedded` keeps everything in files below `filegate.home`; `jdbc:postgresql://…` uses a server."));
    final Key<String> username =
            group.add(Key.of("filegate.database.username", ValueTypes.TEXT).means("User of the database server."));
    final Key<String> password =
            group.add(Key.of("filegate.database.password", ValueTypes.TEXT).means("Password of the database user."));

    private static String url(String text) {
        if (!text.equals(DatabaseSettings.EMBEDDED) && !text.startsWith(SERVER)) {
            throw new IllegalArgumentException("neither the embedded database nor PostgreSQL");
        }
        return text;
    }

    DatabaseSettings read(Values values) {
        return new DatabaseSettings(
                values.get(url),
                values.find(username).orElse(""),
                values.find(password).orElse(""));
    }
}
