import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Moves small and large files over FTP, so that a cache of classes also knows which methods are used, and how, and the compiler
 * begins early after a start. Takes the file of a quickstart gateway's start-up report. Whatever goes wrong is an error.
 */
final class Training {
    private static final int SESSIONS = 6;
    private static final int FILES = 100;
    private static final byte[] SMALL = new byte[4096];
    private static final byte[] LARGE = new byte[8 << 20];

    private final Socket control;
    private final BufferedReader replies;

    private Training(Socket control) throws IOException {
        this.control = control;
        this.replies = new BufferedReader(new InputStreamReader(control.getInputStream(), StandardCharsets.UTF_8));
        control.setTcpNoDelay(true);
        control.setSoTimeout(60_000);
    }

    public static void main(String... arguments) throws IOException {
        String listener = Files.readAllLines(Path.of(arguments[0])).stream()
                .filter(line -> line.startsWith("listening ftp "))
                .findFirst()
                .orElseThrow();
        int port = Integer.parseInt(listener.substring(listener.lastIndexOf(':') + 1));
        for (int turn = 0; turn < SESSIONS; turn++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                new Training(socket).use();
            }
        }
    }

    private void use() throws IOException {
        expect("220");
        say("331", "USER demo");
        say("230", "PASS demo");
        say("200", "TYPE I");
        for (int file = 0; file < FILES; file++) {
            String name = "training-" + file;
            upload(name, SMALL);
            download("RETR " + name, SMALL);
            say("213", "SIZE " + name);
        }
        upload("large", LARGE);
        download("RETR large", LARGE);
        download("LIST");
        download("MLSD");
        say("350", "RNFR large");
        say("250", "RNTO larger");
        say("250", "DELE larger");
        for (int file = 0; file < FILES; file++) {
            say("250", "DELE training-" + file);
        }
        say("221", "QUIT");
    }

    private Socket dataConnection() throws IOException {
        String reply = say("229", "EPSV");
        int port = Integer.parseInt(reply.substring(reply.indexOf("|||") + 3, reply.lastIndexOf('|')));
        return new Socket(control.getInetAddress(), port);
    }

    private void upload(String name, byte[] content) throws IOException {
        try (Socket data = dataConnection()) {
            say("150", "STOR " + name);
            OutputStream out = data.getOutputStream();
            out.write(content);
        }
        expect("226");
    }

    private void download(String command, byte[] expected) throws IOException {
        if (!Arrays.equals(download(command), expected)) {
            throw new IOException(command + " answered something else");
        }
    }

    private byte[] download(String command) throws IOException {
        byte[] content;
        try (Socket data = dataConnection()) {
            say("150", command);
            content = data.getInputStream().readAllBytes();
        }
        expect("226");
        return content;
    }

    private String say(String code, String command) throws IOException {
        control.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        return expect(code);
    }

    private String expect(String code) throws IOException {
        String line = replies.readLine();
        while (line != null && (line.length() < 4 || line.charAt(3) != ' ' || !Character.isDigit(line.charAt(0)))) {
            line = replies.readLine();
        }
        if (line == null || !line.startsWith(code)) {
            throw new IOException("expected " + code + ", got " + line);
        }
        return line;
    }
}
