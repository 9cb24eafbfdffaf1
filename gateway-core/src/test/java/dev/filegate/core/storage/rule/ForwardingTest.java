package dev.filegate.core.storage.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.Limits;
import dev.filegate.core.account.TestAccounts;
import dev.filegate.core.audit.RecordingContext;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.ForwardingCursor;
import dev.filegate.core.storage.ForwardingReadable;
import dev.filegate.core.storage.ForwardingStorage;
import dev.filegate.core.storage.ForwardingWritable;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.SpaceInfo;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** No rule forgets a method: each one, called on the rule, arrives at the storage or at the handle behind it. */
class ForwardingTest {
    private static final Account OWNER = TestAccounts.named("alice")
            .limits(new Limits(0, 1L << 40, 1L << 40, 1L << 40, 1L << 40))
            .build();

    /** Where nothing stands. */
    private static final VirtualPath FREE = VirtualPath.parse("/free");

    private final List<String> arrived = new ArrayList<>();

    private record Rule(String name, UnaryOperator<Storage> wrap) {}

    private static List<Rule> rules() {
        return List.of(
                new Rule("ForwardingStorage", inner -> new ForwardingStorage(inner) {}),
                new Rule(
                        "AuditedStorage",
                        inner -> new AuditedStorage(inner, new RecordingContext(), InstantSource.system())),
                new Rule("PatternedStorage", inner -> new PatternedStorage(inner, OWNER)),
                new Rule("SizedStorage", inner -> new SizedStorage(inner, 1L << 40)),
                new Rule("LiveStorage", LiveStorage::new),
                new Rule("TimelyStorage", inner -> new TimelyStorage(inner, () -> {})),
                new Rule(
                        "MeteredStorage",
                        inner -> new MeteredStorage(
                                inner,
                                OWNER.limits(),
                                new InMemoryTransferVolumes(InstantSource.system()).open("alice", OWNER.limits()))),
                new Rule("PermittedStorage", inner -> new PermittedStorage(inner, OWNER)),
                new Rule("DropBoxStorage", DropBoxStorage::new),
                new Rule("QuotaStorage", inner -> new QuotaStorage(inner, OWNER, new InMemoryQuotaLedger())),
                new Rule("ThrottledStorage", inner -> new ThrottledStorage(inner, OWNER.limits())),
                new Rule("MountedStorage", inner -> new MountedStorage(OWNER, _ -> inner, Instant.EPOCH)));
    }

    @TestFactory
    Stream<DynamicTest> everyMethodOfAStorageArrives() {
        return rules().stream()
                .flatMap(rule -> methods(Storage.class)
                        .map(method -> DynamicTest.dynamicTest(
                                rule.name() + "." + method.getName(),
                                () -> arrives(rule.wrap().apply(recording(Storage.class)), method))));
    }

    @TestFactory
    Stream<DynamicTest> everyMethodOfAnOpenFileArrives() {
        return rules().stream()
                .flatMap(rule -> methods(ReadableFile.class)
                        .map(method -> DynamicTest.dynamicTest(
                                rule.name() + " reading " + method.getName(),
                                () -> arrives(
                                        rule.wrap()
                                                .apply(recording(Storage.class))
                                                .openForRead(VirtualPath.parse("/a")),
                                        method))));
    }

    @TestFactory
    Stream<DynamicTest> everyMethodOfAnUploadArrives() {
        return rules().stream()
                .flatMap(rule -> methods(WritableFile.class)
                        .map(method -> DynamicTest.dynamicTest(
                                rule.name() + " writing " + method.getName(),
                                () -> arrives(
                                        rule.wrap()
                                                .apply(recording(Storage.class))
                                                .openForWrite(VirtualPath.parse("/a"), new WriteMode.Replace()),
                                        method))));
    }

    @TestFactory
    Stream<DynamicTest> everyMethodOfACursorArrives() {
        return rules().stream()
                .flatMap(rule -> methods(DirectoryCursor.class)
                        .map(method -> DynamicTest.dynamicTest(
                                rule.name() + " listing " + method.getName(),
                                () -> arrives(
                                        rule.wrap()
                                                .apply(recording(Storage.class))
                                                .list(VirtualPath.ROOT),
                                        method))));
    }

    @TestFactory
    Stream<DynamicTest> theBasesOverrideEveryMethod() {
        return Stream.of(
                        ForwardingStorage.class,
                        ForwardingReadable.class,
                        ForwardingWritable.class,
                        ForwardingCursor.class)
                .flatMap(base -> Arrays.stream(base.getInterfaces())
                        .flatMap(ForwardingTest::methods)
                        .map(method -> DynamicTest.dynamicTest(
                                base.getSimpleName() + "." + method.getName(),
                                () -> assertThat(base.getDeclaredMethod(method.getName(), method.getParameterTypes()))
                                        .isNotNull())));
    }

    private void arrives(Object wrapped, Method method) throws ReflectiveOperationException {
        arrived.clear();
        Object[] arguments =
                Arrays.stream(method.getParameterTypes()).map(this::sample).toArray();
        if (method.getName().equals("copy")) {
            arguments[1] = FREE;
        }
        method.invoke(wrapped, arguments);
        assertThat(arrived).contains(method.getName());
    }

    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method ->
                        !Modifier.isStatic(method.getModifiers()) && method.getDeclaringClass() != Object.class);
    }

    /** A storage or handle that notes each call and answers something plausible. */
    private <T> T recording(Class<T> type) {
        InvocationHandler handler = (_, method, arguments) -> {
            arrived.add(method.getName());
            if (method.getName().equals("stat") && arguments[0].equals(FREE)) {
                throw new GatewayException(Failure.NOT_FOUND, "nothing there");
            }
            if (method.getName().equals("write") && arguments[0] instanceof ByteBuffer source) {
                source.position(source.limit());
            }
            return answer(method.getReturnType());
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private Object answer(Class<?> type) {
        if (type.isInterface() && type != Set.class) {
            return recording(type);
        }
        if (type == Set.class) {
            return EnumSet.allOf(Capability.class);
        }
        if (type == FileInfo.class) {
            return FileInfo.file("a", 10, Instant.EPOCH);
        }
        return type == SpaceInfo.class ? new SpaceInfo(1, 1, 1, 1, 1, 1) : plain(type);
    }

    private static Object plain(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 0;
        }
        return type == long.class ? (Object) 0L : "";
    }

    private Object sample(Class<?> type) {
        if (type == VirtualPath.class) {
            return VirtualPath.parse("/a");
        }
        if (type.isEnum()) {
            return type == Links.class ? Links.FOLLOW : RenameMode.REPLACE;
        }
        if (type == WriteMode.class) {
            return new WriteMode.Replace();
        }
        if (type == AttributeChange.class) {
            return AttributeChange.NONE.withMode(0600);
        }
        if (type == ByteBuffer.class) {
            return ByteBuffer.allocate(10);
        }
        return type == WritableByteChannel.class ? recording(type) : plain(type);
    }
}
