package dev.filegate.db;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(Databases.Embedded.class)
class EmbeddedVolumeTest extends VolumeContract {}
