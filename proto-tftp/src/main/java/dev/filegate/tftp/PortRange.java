package dev.filegate.tftp;

/**
 * The ports that transfers get.
 *
 * @param first 0 for any free port of the system
 * @param last inclusive
 */
public record PortRange(int first, int last) {
    /** Any free port. */
    public static final PortRange ANY = new PortRange(0, 0);

    private static final int HIGHEST = 65535;

    public PortRange {
        if (first < 0 || last > HIGHEST || first > last || (first == 0 && last != 0)) {
            throw new IllegalArgumentException("not a range of ports: " + first + "-" + last);
        }
    }

    /**
     * Reads {@code 50000-50999}, a single port, or {@code any}.
     *
     * @throws IllegalArgumentException with words for the operator
     */
    public static PortRange parse(String text) {
        if (text.equalsIgnoreCase("any")) {
            return ANY;
        }
        int dash = text.indexOf('-');
        try {
            return dash < 0
                    ? new PortRange(Integer.parseInt(text.strip()), Integer.parseInt(text.strip()))
                    : new PortRange(
                            Integer.parseInt(text.substring(0, dash).strip()),
                            Integer.parseInt(text.substring(dash + 1).strip()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a range of ports like 50000-50999, nor \"any\"", e);
        }
    }

    boolean isAny() {
        return first == 0;
    }
}
