package dev.filegate.storage.s3.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy on loopback before an object store, which clients take for the store itself. What it does to which request is up to a
 * {@link FaultPlan} that can be changed at any time. Thread-safe; its threads are virtual and end with it.
 */
public final class FaultProxy implements AutoCloseable {
    private final URI store;
    private final AtomicReference<FaultPlan> plan = new AtomicReference<>(FaultPlan.NONE);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger injected = new AtomicInteger();
    private final AtomicInteger toRefuse = new AtomicInteger();
    /** Guarded by itself. */
    private final List<S3Request> requests = new ArrayList<>();
    /** Guarded by {@link #requests}. */
    private final Map<S3Operation, Integer> counts = new EnumMap<>(S3Operation.class);

    private final int port;
    /** Null while the store is gone. Guarded by this. */
    private @Nullable ServerSocket listener;

    private FaultProxy(URI store) {
        this.store = store;
        ServerSocket socket = listen(0);
        this.port = socket.getLocalPort();
        accept(socket);
    }

    /** @param store an http address with a port */
    public static FaultProxy before(URI store) {
        return new FaultProxy(store);
    }

    /** What clients are told instead of the store's address. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What goes wrong from now on; requests under way keep the fault they have. The counts that plans see begin anew. */
    public void plan(FaultPlan next) {
        synchronized (requests) {
            counts.clear();
            plan.set(next);
        }
    }

    /** Every request so far, in the order of arrival. */
    public List<S3Request> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** How many requests for an operation there have been. */
    public long count(S3Operation operation) {
        return requests().stream()
                .filter(request -> request.operation() == operation)
                .count();
    }

    /** How many requests got a fault. */
    public int injected() {
        return injected.get();
    }

    /** The store is gone: connections are reset, new ones refused. */
    public synchronized void goAway() {
        if (listener != null) {
            close(listener);
            listener = null;
        }
        for (Socket socket : open) {
            reset(socket);
        }
    }

    /** The store is gone until so many more connections were tried; each is reset, as those are that are open. */
    public synchronized void goAwayFor(int connections) {
        toRefuse.set(connections);
        for (Socket socket : open) {
            reset(socket);
        }
    }

    /** It is back, at the same address. */
    public synchronized void comeBack() {
        if (listener == null) {
            accept(listen(port));
        }
    }

    @Override
    public void close() {
        closed.countDown();
        goAway();
    }

    private static ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 512);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen", e);
        }
    }

    private synchronized void accept(ServerSocket socket) {
        listener = socket;
        Thread.ofVirtual().name("fault-proxy").start(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket client = socket.accept();
                    if (toRefuse.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        reset(client);
                        continue;
                    }
                    open.add(client);
                    Thread.ofVirtual().name("fault-proxy-connection").start(() -> serve(client));
                } catch (IOException e) {
                    close(socket); // Which is what ended accept.
                }
            }
        });
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            new Exchanges(this, client).run();
        } catch (IOException e) {
            reset(client); // A peer is gone; the other must notice.
        } finally {
            open.remove(client);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            return; // It is closed already.
        }
        close(socket);
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException("a socket does not close", e);
        }
    }

    Fault faultOf(HttpHead head) {
        String target = head.word(1);
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark + 1);
        boolean key = path.indexOf('/', 1) > 0 && path.indexOf('/', 1) < path.length() - 1;
        S3Operation operation = S3Operation.of(
                head.word(0), key, query, head.field("x-amz-copy-source").isPresent());
        Fault fault;
        synchronized (requests) {
            int ordinal = counts.merge(operation, 1, Integer::sum) - 1;
            S3Request request = new S3Request(
                    operation, ordinal, head.word(0), path, query, head.isChunked() ? -1 : head.length(0));
            requests.add(request);
            fault = plan.get().faultOf(request);
        }
        if (!(fault instanceof Fault.None)) {
            injected.incrementAndGet();
        }
        return fault;
    }

    /** Waits so long, or until the proxy is closed. */
    void pause(Duration time) throws IOException {
        try {
            if (closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("the proxy is closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** A connection to the store that ends when the store is to be gone. */
    void holds(Socket socket) {
        open.add(socket);
    }

    /** Forgets connections that are closed. */
    void lost() {
        open.removeIf(Socket::isClosed);
    }

    String storeHost() {
        return store.getHost();
    }

    int storePort() {
        return store.getPort();
    }
}
