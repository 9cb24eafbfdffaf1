package dev.filegate.db;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(Databases.Server.class)
class ServerVolumeTest extends VolumeContract {}
