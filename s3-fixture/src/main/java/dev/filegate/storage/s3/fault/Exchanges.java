package dev.filegate.storage.s3.fault;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The requests of one client connection, one after the other, each to the store by a connection of its own. What is signed (the path, the
 * query, the fields that begin with x-amz, Host) is passed on as it came, so that signatures stay valid. Used by one thread.
 */
final class Exchanges {
    private static final int CONNECT_MILLIS = 10_000;

    private final FaultProxy proxy;
    private final Socket client;
    private final InputStream fromClient;
    private final OutputStream toClient;

    Exchanges(FaultProxy proxy, Socket client) throws IOException {
        this.proxy = proxy;
        this.client = client;
        this.fromClient = new BufferedInputStream(client.getInputStream());
        this.toClient = new BufferedOutputStream(client.getOutputStream());
    }

    /** Serves until the client ends the connection or a fault does. */
    void run() throws IOException {
        try {
            Optional<HttpHead> head = HttpHead.read(fromClient);
            while (head.isPresent()) {
                serve(head.get());
                head = HttpHead.read(fromClient);
            }
        } catch (Meddling.Cut cut) {
            if (cut.isReset()) {
                client.setSoLinger(true, 0); // Closing is a reset then.
            }
        }
    }

    private void serve(HttpHead head) throws IOException {
        if (head.field("Expect").isPresent()) {
            toClient.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            toClient.flush();
        }
        Fault fault = proxy.faultOf(head);
        if (fault instanceof Fault.Answer answer) {
            Body.pass(head, 0, fromClient, Meddling.withRequest(fault), OutputStream.nullOutputStream());
            refuse(head, answer);
        } else {
            forward(head, fault);
        }
    }

    private void refuse(HttpHead request, Fault.Answer answer) throws IOException {
        byte[] body = """
                <?xml version="1.0" encoding="UTF-8"?>
                <Error><Code>%s</Code><Message>%s</Message><RequestId>made-by-the-test</RequestId></Error>
                """.formatted(answer.code(), answer.message()).getBytes(StandardCharsets.UTF_8);
        toClient.write(("HTTP/1.1 " + answer.status() + " Fault\r\nContent-Type: application/xml\r\nContent-Length: "
                        + body.length + "\r\nx-amz-request-id: made-by-the-test\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        if (!request.word(0).equals("HEAD")) {
            toClient.write(body);
        }
        toClient.flush();
    }

    private void forward(HttpHead request, Fault fault) throws IOException {
        try (Socket store = new Socket()) {
            proxy.holds(store);
            store.setTcpNoDelay(true);
            store.connect(new InetSocketAddress(proxy.storeHost(), proxy.storePort()), CONNECT_MILLIS);
            OutputStream toStore = new BufferedOutputStream(store.getOutputStream());
            request.without("Expect")
                    .without("Connection")
                    .with("Connection", "close")
                    .write(toStore);
            toStore.flush();
            Body.pass(request, 0, fromClient, Meddling.withRequest(fault), toStore);
            answer(request, fault, new BufferedInputStream(store.getInputStream()));
        } finally {
            proxy.lost();
        }
    }

    private void answer(HttpHead request, Fault fault, InputStream fromStore) throws IOException {
        HttpHead answer;
        do {
            answer = HttpHead.read(fromStore).orElseThrow(() -> new Meddling.Cut(true));
        } while (answer.word(1).startsWith("1"));
        if (fault instanceof Fault.StalledAnswer(Duration time)) {
            proxy.pause(time);
        }
        boolean bodiless = request.word(0).equals("HEAD")
                || answer.word(1).equals("204")
                || answer.word(1).equals("304");
        if (fault instanceof Fault.LostAnswer) {
            passBody(bodiless, answer, fromStore, fault, OutputStream.nullOutputStream());
            throw new Meddling.Cut(true);
        }
        if (fault instanceof Fault.HiddenAbsence && answer.word(1).equals("404")) {
            passBody(bodiless, answer, fromStore, fault, OutputStream.nullOutputStream());
            refuse(request, new Fault.Answer(403, "AccessDenied", "Access Denied"));
            return;
        }
        boolean framed = bodiless || answer.isChunked() || answer.length(Body.TO_THE_END) >= 0;
        answer.without("Connection")
                .with("Connection", framed ? "keep-alive" : "close")
                .write(toClient);
        toClient.flush();
        passBody(bodiless, answer, fromStore, fault, toClient);
        if (!framed) {
            throw new Meddling.Cut(false);
        }
    }

    private void passBody(boolean bodiless, HttpHead answer, InputStream fromStore, Fault fault, OutputStream out)
            throws IOException {
        if (!bodiless) {
            Body.pass(answer, Body.TO_THE_END, fromStore, Meddling.withAnswer(fault, proxy::pause), out);
        }
    }
}
