package dev.filegate.storage.local;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/** The real kernel with some answers changed. */
final class FakeCalls {
    /** What happens instead of one call. */
    interface Behaviour {
        /** @param real makes the call as it was meant */
        Object answer(String call, Object[] arguments, RealCall real) throws Throwable;
    }

    interface RealCall {
        Object make() throws Throwable;
    }

    private FakeCalls() {}

    static LinuxCalls with(Behaviour behaviour) {
        return over(new KernelCalls(), behaviour);
    }

    static LinuxCalls over(LinuxCalls calls, Behaviour behaviour) {
        return (LinuxCalls) Proxy.newProxyInstance(
                LinuxCalls.class.getClassLoader(),
                new Class<?>[] {LinuxCalls.class},
                (proxy, method, arguments) ->
                        behaviour.answer(method.getName(), arguments, () -> invoke(calls, method, arguments)));
    }

    private static Object invoke(LinuxCalls calls, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(calls, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    /** A kernel before 5.6, or behind a seccomp filter of that age. */
    static LinuxCalls withoutOpenat2() {
        return with((call, _, real) -> {
            if (call.equals("openat2")) {
                throw new Errno(call, Linux.ENOSYS);
            }
            return real.make();
        });
    }

    /** A file system that shares no blocks, copies nothing itself, knows no RENAME_NOREPLACE, and writes a little at a time. */
    static LinuxCalls ofAPoorFileSystem() {
        return with((call, arguments, real) -> switch (call) {
            case "clone", "copyFileRange" -> throw new Errno(call, Linux.EOPNOTSUPP);
            case "renameat2" -> {
                if (!arguments[4].equals(0)) {
                    throw new Errno(call, Linux.EINVAL);
                }
                yield real.make();
            }
            case "pwrite" -> {
                ByteBuffer source = (ByteBuffer) arguments[1];
                int limit = source.limit();
                source.limit(Math.min(limit, source.position() + 4099));
                try {
                    yield real.make();
                } finally {
                    source.limit(limit);
                }
            }
            default -> real.make();
        });
    }

    /** Every directory but that of the temporary files seems to be mounted there from elsewhere. */
    static LinuxCalls ofNestedMounts() {
        AtomicReference<Integer> temporary = new AtomicReference<>(-1);
        return with((call, arguments, real) -> {
            Object answer = real.make();
            if (call.equals("openat")
                    && new String((byte[]) arguments[1], StandardCharsets.ISO_8859_1).equals(HiddenNames.PREFIX)) {
                temporary.set((Integer) answer);
            }
            if (answer instanceof FileStatus status
                    && status.isDirectory()
                    && !temporary.get().equals(arguments[0])) {
                return new FileStatus(
                        status.rawMode(),
                        status.links(),
                        status.owner(),
                        status.group(),
                        status.inode(),
                        status.size(),
                        status.modified(),
                        status.created(),
                        status.device(),
                        status.mount() + 1000);
            }
            return answer;
        });
    }

    /** Nothing can be renamed out of the directory of the temporary files, as with project quotas. */
    static LinuxCalls ofProjectQuotas() {
        return with((call, arguments, real) -> {
            if (call.equals("renameat2") && !arguments[0].equals(arguments[2])) {
                String from = new String((byte[]) arguments[1], StandardCharsets.ISO_8859_1);
                if (from.startsWith(TemporaryFiles.ANONYMOUS) || from.startsWith(TemporaryFiles.PARTIAL)) {
                    throw new Errno(call, Linux.EXDEV);
                }
            }
            return real.make();
        });
    }
}
