package dev.filegate.clients;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** From an empty machine: what an operator and partners do in a day, by the command line and by the clients people use. */
@RealClient(command = "tftp", debianPackage = "tftp-hpa")
class DayInTheLifeIT {
    @Test
    void passesOnTheEmbeddedDatabase() throws IOException {
        try (DayDatabase database = DayDatabase.embedded()) {
            pass(database);
        }
    }

    @Test
    void passesOnPostgresql() throws IOException {
        try (DayDatabase database = DayDatabase.onServer()) {
            pass(database);
        }
    }

    private static void pass(DayDatabase database) throws IOException {
        try (Gateway gateway = Gateway.startEmpty(database.configuration())) {
            Day day = new Day(gateway, database);
            day.makeAccounts();
            day.logInByAllProtocols();
            day.exceedAQuota();
            day.beBannedExplainedAndPardoned();
            day.watchAndKill();
            day.disableAnAccount();
            day.searchTheAudit();
            day.verifyAndTamper();
        }
    }
}
