package dev.filegate.storage.s3.fault;

import java.util.Arrays;
import java.util.List;

/** What a request asks the store to do, told by its method, its query and whether it names a source to copy. */
public enum S3Operation {
    CREATE_UPLOAD,
    UPLOAD_PART,
    UPLOAD_PART_COPY,
    COMPLETE_UPLOAD,
    ABORT_UPLOAD,
    LIST_PARTS,
    LIST_UPLOADS,
    PUT_OBJECT,
    COPY_OBJECT,
    GET_OBJECT,
    HEAD_OBJECT,
    DELETE_OBJECT,
    DELETE_OBJECTS,
    LIST_OBJECTS,
    HEAD_BUCKET,
    GET_TAGS,
    PUT_TAGS,
    OTHER;

    /** @param key whether the path names a key and not the bucket alone */
    static S3Operation of(String method, boolean key, String query, boolean copies) {
        List<String> words = Arrays.stream(query.split("&"))
                .map(parameter -> parameter.split("=", 2)[0])
                .toList();
        return switch (method) {
            case "GET" -> key ? read(words) : list(words);
            case "HEAD" -> key ? HEAD_OBJECT : HEAD_BUCKET;
            case "PUT" -> put(key, words, copies);
            case "POST" -> post(words);
            case "DELETE" -> words.contains("uploadId") ? ABORT_UPLOAD : key ? DELETE_OBJECT : OTHER;
            default -> OTHER;
        };
    }

    private static S3Operation read(List<String> words) {
        return words.contains("uploadId") ? LIST_PARTS : words.contains("tagging") ? GET_TAGS : GET_OBJECT;
    }

    private static S3Operation list(List<String> words) {
        return words.contains("uploads") ? LIST_UPLOADS : words.contains("location") ? OTHER : LIST_OBJECTS;
    }

    private static S3Operation put(boolean key, List<String> words, boolean copies) {
        if (!key) {
            return OTHER;
        }
        if (words.contains("tagging")) {
            return PUT_TAGS;
        }
        if (words.contains("uploadId")) {
            return copies ? UPLOAD_PART_COPY : UPLOAD_PART;
        }
        return copies ? COPY_OBJECT : PUT_OBJECT;
    }

    private static S3Operation post(List<String> words) {
        if (words.contains("uploads")) {
            return CREATE_UPLOAD;
        }
        return words.contains("uploadId") ? COMPLETE_UPLOAD : words.contains("delete") ? DELETE_OBJECTS : OTHER;
    }
}
