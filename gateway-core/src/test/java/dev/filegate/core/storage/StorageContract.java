package dev.filegate.core.storage;

/**
 * Everything that every storage promises, whatever it is made of and whatever rules are wrapped around it. A backend's or a rule's test
 * implements this one interface. What a storage cannot do it declares ({@link Storage#capabilities}); the contract then asks that it is
 * answered as UNSUPPORTED, or ignored where {@link Storage#setAttributes} says so; nothing is skipped.
 */
public interface StorageContract
        extends ReadingContract,
                UploadContract,
                PartialContract,
                ResumeContract,
                UploadRaceContract,
                DirectoryContract,
                ListingContract,
                DeletionContract,
                RenameContract,
                NameContract,
                AttributeContract,
                InPlaceContract,
                SymbolicLinkContract,
                HardLinkContract,
                CopyContract,
                SpaceContract {}
