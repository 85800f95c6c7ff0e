package dev.sessionlog.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** Passes to another channel what a ledger calls; the rest is refused. */
abstract class DelegatingChannel extends FileChannel {
  private final FileChannel real;

  DelegatingChannel(FileChannel real) {
    this.real = real;
  }

  @Override
  public int read(ByteBuffer bytes, long place) throws IOException {
    return real.read(bytes, place);
  }

  @Override
  public int write(ByteBuffer bytes, long place) throws IOException {
    return real.write(bytes, place);
  }

  @Override
  public long size() throws IOException {
    return real.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    real.truncate(size);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    real.force(metaData);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
  }

  @Override
  public int read(ByteBuffer bytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long read(ByteBuffer[] bytes, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer bytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] bytes, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long position() {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileChannel position(long place) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long place, long count, WritableByteChannel to) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel from, long place, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long place, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long place, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long place, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }
}
