/**
 * SCP as the commands {@code scp -t} and {@code scp -f} speak it (there is no RFC; OpenSSH's scp.c is the reference), on the same
 * storage as SFTP. The command line is understood here, without a shell: quotes, backslashes and wildcards, and nothing that runs anything.
 */
@NullMarked
package dev.filegate.sftp.scp;

import org.jspecify.annotations.NullMarked;
