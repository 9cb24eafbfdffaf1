package dev.filegate.db;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** On a real server; see CONTRIBUTING.md for when tests named {@code Server…} are run. */
@QuarkusTest
@TestProfile(Databases.Server.class)
class ServerStoresTest extends StoresContract {}
