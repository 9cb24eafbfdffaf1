/** A proxy before an object store that does what networks and stores do on bad days, when and as often as a test says. */
@NullMarked
package dev.filegate.storage.s3.fault;

import org.jspecify.annotations.NullMarked;
