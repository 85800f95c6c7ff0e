package dev.sessionlog.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A channel of a file of which parts are read at a place, and nothing else. */
abstract class ReadOnlyChannel extends FileChannel {
  @Override
  public abstract int read(ByteBuffer target, long place) throws IOException;

  @Override
  public int read(ByteBuffer target) {
    throw new UnsupportedOperationException("it is read at places");
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) {
    throw new UnsupportedOperationException("it is read at places");
  }

  @Override
  public long position() {
    throw new UnsupportedOperationException("it is read at places");
  }

  @Override
  public FileChannel position(long place) {
    throw new UnsupportedOperationException("it is read at places");
  }

  @Override
  public long transferTo(long place, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException("it is read at places");
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long place, long length) {
    throw new UnsupportedOperationException("it is read at places");
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw new NonWritableChannelException();
  }

  @Override
  public int write(ByteBuffer source, long place) {
    throw new NonWritableChannelException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long place, long count) {
    throw new NonWritableChannelException();
  }

  @Override
  public FileChannel truncate(long length) {
    throw new NonWritableChannelException();
  }

  @Override
  public void force(boolean metaData) {
    // Nothing of it is to outlive this process.
  }

  @Override
  public FileLock lock(long place, long length, boolean shared) {
    throw new UnsupportedOperationException("it is nobody else's");
  }

  @Override
  public FileLock tryLock(long place, long length, boolean shared) {
    throw new UnsupportedOperationException("it is nobody else's");
  }
}
