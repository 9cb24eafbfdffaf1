package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ordinary work on a directory that sshfs has mounted. */
@RealClient(command = "sshfs", debianPackage = "sshfs")
@ExtendWith(GatewayExtension.class)
@EnabledIf(value = "hasFuse", disabledReason = "nothing can be mounted here: this machine has no /dev/fuse")
class SshfsIT {
    static boolean hasFuse() {
        return Files.exists(Path.of("/dev/fuse"));
    }

    @Test
    void copiesTrees(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        Tree tree = Tree.grow(visit.local("tree"));

        mounted(visit, """
                cp -a tree mnt/there
                diff -r tree mnt/there
                cp -a mnt/there back
                """);

        tree.assertCopiedTo(visit.remote("there"));
        tree.assertCopiedTo(visit.local("back"));
    }

    @Test
    void keepsWhatCpKeeps(Gateway gateway) throws IOException {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);

        String shown = mounted(visit, """
                echo text >file
                chmod 640 file
                touch -d '2001-02-03 04:05:06 UTC' file
                cp -p file mnt/file
                stat -c '%a %s %Y' file mnt/file
                ln -s file mnt/link
                readlink mnt/link
                """);

        assertThat(shown).isEqualTo("640 5 981173106\n640 5 981173106\nfile\n");
        assertThat(Files.readString(visit.remote("link"))).isEqualTo("text\n");
    }

    @Test
    void editsFilesAsEditorsDo(Gateway gateway) throws IOException {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);

        mounted(visit, """
                printf 'one\\ntwo\\n' >mnt/file
                sed -i s/two/three/ mnt/file
                echo four >>mnt/file
                cat mnt/file >seen
                cp mnt/file mnt/.file.swp
                mv mnt/.file.swp mnt/file
                """);

        assertThat(visit.remote("file")).hasContent("one\nthree\nfour\n");
        assertThat(visit.local("seen")).hasContent("one\nthree\nfour\n");
    }

    @Test
    void writesAnywhereInAFile(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);

        String shown = mounted(visit, """
                python3 - <<'END'
                import os
                f = os.open('mnt/file', os.O_RDWR | os.O_CREAT | os.O_EXCL)
                os.write(f, b'a' * 100000)
                os.pwrite(f, b'XX', 50)
                print(os.pread(f, 4, 49), os.fstat(f).st_size)
                os.fsync(f)
                os.rename('mnt/file', 'mnt/renamed')
                os.pwrite(f, b'YY', 0)
                os.ftruncate(f, 60)
                os.close(f)
                print(os.stat('mnt/renamed').st_size, open('mnt/renamed', 'rb').read(3))
                os.truncate('mnt/renamed', 5)
                print(os.stat('mnt/renamed').st_size)
                try:
                    os.open('mnt/renamed', os.O_CREAT | os.O_EXCL | os.O_WRONLY)
                except FileExistsError:
                    print('there already')
                gone = open('mnt/gone', 'w')
                gone.write('x')
                gone.flush()
                os.unlink('mnt/gone')
                gone.close()
                print(sorted(os.listdir('mnt')))
                END
                """);

        assertThat(shown).isEqualTo("""
                b'aXXa' 100000
                60 b'YYa'
                5
                there already
                ['renamed']
                """);
    }

    @Test
    void carriesAGitRepository(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);

        String shown = mounted(visit, """
                export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
                git init -q here
                cd here
                echo text >file
                printf '#!/bin/sh\\n' >script
                chmod 755 script
                git add .
                git commit -qm one
                cd ..
                git clone -q here mnt/clone
                git -C mnt/clone status --porcelain
                echo more >>mnt/clone/file
                git -C mnt/clone commit -qam two
                git -C mnt/clone gc -q
                git -C mnt/clone fsck 2>&1
                git -C mnt/clone log --format=%s
                rm -rf mnt/clone
                ls -A mnt
                """);

        assertThat(shown).isEqualTo("two\none\n");
    }

    /** Runs a script in the local directory while the visit's directory is mounted at {@code mnt}. */
    private static String mounted(Visit visit, String script) {
        return visit.run(OpenSsh.settings(visit) + """
                mkdir mnt
                sshfs $options %s:%s mnt
                trap 'cd "$local"; fusermount3 -u mnt || fusermount3 -uz mnt' EXIT
                local=$PWD
                """.formatted(OpenSsh.HOST, visit.directory()) + script);
    }
}
