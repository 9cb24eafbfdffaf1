/** A bucket of any S3 service as a storage: the only package that knows the vendor's SDK. */
@NullMarked
package dev.filegate.storage.s3;

import org.jspecify.annotations.NullMarked;
