package dev.filegate.clients;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks tests that drive a command-line client. They run when {@code CI=true} or {@code -Dclients} is set; a client that is missing then
 * is a failure that names its Debian package.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealClientCondition.class)
@interface RealClient {
    /** The client's own name, not one that another package may provide too. */
    String command();

    /** A module that Python must find, for a client that is one; none by default. */
    String pythonModule() default "";

    /** The Debian package that holds it. */
    String debianPackage();
}
