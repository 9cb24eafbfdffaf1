package dev.filegate.core.storage;

/** Hands everything on to another cursor. */
public abstract class ForwardingCursor implements DirectoryCursor {
    private final DirectoryCursor inner;

    protected ForwardingCursor(DirectoryCursor inner) {
        this.inner = inner;
    }

    /** The cursor behind this one. */
    protected final DirectoryCursor inner() {
        return inner;
    }

    @Override
    public boolean advance() {
        return inner.advance();
    }

    @Override
    public FileInfo entry() {
        return inner.entry();
    }

    @Override
    public void close() {
        inner.close();
    }
}
