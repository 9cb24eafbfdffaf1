package dev.filegate.ftp.conversation;

import dev.filegate.core.path.NameCodec;
import java.util.regex.Pattern;

/** A text with escapes that may hold regular expressions between double braces: {@code 227 =({{[0-9,]+}})}. */
final class Expectation {
    private Expectation() {}

    static Pattern pattern(String marked) {
        StringBuilder pattern = new StringBuilder();
        int at = 0;
        for (int open = marked.indexOf("{{"); open >= 0; open = marked.indexOf("{{", at)) {
            int close = marked.indexOf("}}", open);
            while (close + 2 < marked.length() && marked.charAt(close + 2) == '}') {
                close++;
            }
            pattern.append(Pattern.quote(NameCodec.decode(Escapes.bytes(marked.substring(at, open)))));
            pattern.append('(').append(marked, open + 2, close).append(')');
            at = close + 2;
        }
        pattern.append(Pattern.quote(NameCodec.decode(Escapes.bytes(marked.substring(at)))));
        return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }
}
