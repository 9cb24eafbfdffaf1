package dev.filegate.ftp.attribute;

/**
 * A day of the Gregorian calendar, worked out without the objects that java.time makes on the way: listings show one per entry, a
 * hundred thousand at a time.
 *
 * @param year 0 to 9999
 * @param month 1 to 12
 * @param day 1 to 31
 */
public record CivilDate(int year, int month, int day) {
    private static final int DAYS_PER_ERA = 146_097;
    private static final int YEARS_PER_ERA = 400;
    private static final int DAYS_TO_EPOCH_FROM_MARCH_OF_YEAR_0 = 719_468;

    /** The day that is {@code epochDay} days after 1970-01-01. Counts years from March, so that the leap day comes last. */
    public static CivilDate ofEpochDay(long epochDay) {
        long shifted = epochDay + DAYS_TO_EPOCH_FROM_MARCH_OF_YEAR_0;
        long era = Math.floorDiv(shifted, DAYS_PER_ERA);
        int dayOfEra = (int) Math.floorMod(shifted, (long) DAYS_PER_ERA);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = (int) (yearOfEra + era * YEARS_PER_ERA) + (month <= 2 ? 1 : 0);
        return new CivilDate(year, month, day);
    }
}
