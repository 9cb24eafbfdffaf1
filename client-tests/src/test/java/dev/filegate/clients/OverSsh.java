package dev.filegate.clients;

import java.util.stream.Stream;

/** What the tests of every SFTP and SCP client share: there are no data connections, so a way is an address. */
interface OverSsh extends Driven {
    @Override
    default Stream<Way> ways() {
        return Stream.of(Way.PASSIVE_IPV4, Way.PASSIVE_IPV6);
    }
}
