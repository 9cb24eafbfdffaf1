package dev.filegate.ftp.data;

/**
 * Ports from {@code first} to {@code last}, both included. 0-0 is any free port.
 *
 * <p>A record of configuration: {@code filegate.ftp.passive.ports}.
 */
public record PortRange(int first, int last) {
    public static final PortRange ANY = new PortRange(0, 0);

    public PortRange {
        boolean any = first == 0 && last == 0;
        if (!any && (first < 1 || last > 65535 || first > last)) {
            throw new IllegalArgumentException(first + "-" + last + " is not a range of ports between 1 and 65535");
        }
    }

    /**
     * Parses {@code 50000-50999}, a single port, or 0 for any.
     *
     * @throws IllegalArgumentException with words for the operator
     */
    public static PortRange parse(String text) {
        String[] ends = text.strip().split("\\s*-\\s*", -1);
        try {
            int first = Integer.parseInt(ends[0]);
            return ends.length == 1 ? new PortRange(first, first) : range(first, ends, text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a range of ports like 50000-50999", e);
        }
    }

    private static PortRange range(int first, String[] ends, String text) {
        if (ends.length != 2) {
            throw new IllegalArgumentException("\"" + text + "\" is not a range of ports like 50000-50999");
        }
        return new PortRange(first, Integer.parseInt(ends[1]));
    }

    public boolean isAny() {
        return first == 0;
    }

    public int size() {
        return last - first + 1;
    }
}
