package dev.filegate.deploy.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.LineNumberInfo;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A class fits in a head, a method on a page. Enums that are vocabularies may be as long as what they name. */
class SizeRulesTest {
    private static final int CLASS_LINES = 400;
    private static final int METHOD_LINES = 60;
    private static final Pattern ENUM = Pattern.compile("(?m)^(public )?enum ");

    @Test
    void noClassIsLongerThanItsReadersPatience() {
        List<String> tooLong = new ArrayList<>();
        for (Path source : SourceTree.sources()) {
            String text = SourceTree.read(source);
            if (text.lines().count() > CLASS_LINES && !ENUM.matcher(text).find()) {
                tooLong.add(SourceTree.shown(source) + " has " + text.lines().count() + " lines");
            }
        }
        assertThat(tooLong).as("longer than " + CLASS_LINES).isEmpty();
    }

    @Test
    void noMethodIsLongerThanAPage() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path directory : SourceTree.classes()) {
            for (Path file : SourceTree.files(directory, ".class")) {
                measure(ClassFile.of().parse(Files.readAllBytes(file)), tooLong);
            }
        }
        assertThat(tooLong).as("longer than " + METHOD_LINES).isEmpty();
    }

    private static void measure(ClassModel type, List<String> tooLong) {
        String name = type.thisClass().asInternalName();
        if (!name.startsWith("dev/filegate/") || type.flags().has(AccessFlag.ENUM)) {
            return;
        }
        for (MethodModel method : type.methods()) {
            String word = method.methodName().stringValue();
            boolean initialiser = word.equals("<clinit>") || word.equals("<init>");
            int lines = lines(method);
            if (!initialiser && lines > METHOD_LINES) {
                tooLong.add(name + "." + word + " has about " + lines + " lines");
            }
        }
    }

    private static int lines(MethodModel method) {
        IntSummaryStatistics numbers = method.findAttribute(Attributes.code())
                .flatMap(code -> code.findAttribute(Attributes.lineNumberTable()))
                .map(table -> table.lineNumbers().stream()
                        .mapToInt(LineNumberInfo::lineNumber)
                        .summaryStatistics())
                .orElseGet(IntSummaryStatistics::new);
        return numbers.getCount() == 0 ? 0 : numbers.getMax() - numbers.getMin() + 1;
    }

    @Test
    void everyPackageSaysWhatLivesThereAndThatNullDoesNot() {
        List<String> silent = SourceTree.sources().stream()
                .map(Path::getParent)
                .distinct()
                .filter(directory -> !isDescribed(directory.resolve("package-info.java")))
                .map(SourceTree::shown)
                .toList();
        assertThat(silent)
                .as("without a package-info.java that has @NullMarked and a sentence")
                .isEmpty();
    }

    private static boolean isDescribed(Path file) {
        return Files.exists(file)
                && SourceTree.read(file).contains("@NullMarked")
                && SourceTree.read(file).contains("/**");
    }
}
