package dev.sessionlog.unix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An access control list in the form of the kernel's extended attribute: a version, then an entry
 * of tag, permissions and id for each rule, in the order of acl(5), all little-endian
 * (linux/posix_acl_xattr.h).
 */
final class AccessList {
  static final String ATTRIBUTE = "system.posix_acl_access";

  private static final int VERSION = 2;
  private static final int ENTRY = 8;
  private static final short USER_OBJ = 0x01;
  private static final short USER = 0x02;
  private static final short GROUP_OBJ = 0x04;
  private static final short MASK = 0x10;
  private static final short OTHER = 0x20;
  private static final int NOBODY = -1;
  private static final int ALL = 7;

  private AccessList() {}

  /** Encodes a list that gives {@code uid} the mode's group bits, and no rights to any group. */
  static ByteBuffer encode(long uid, int mode) {
    int group = mode >> 3 & 7;
    ByteBuffer list = ByteBuffer.allocateDirect(4 + 5 * ENTRY).order(ByteOrder.LITTLE_ENDIAN);
    list.putInt(VERSION);
    add(list, USER_OBJ, mode >> 6 & 7, NOBODY);
    add(list, USER, group, (int) uid);
    add(list, GROUP_OBJ, 0, NOBODY);
    add(list, MASK, group, NOBODY);
    add(list, OTHER, mode & 7, NOBODY);
    return list.flip();
  }

  /**
   * Encodes a list that gives the owner and {@code uid} all rights, and the group the given ones.
   */
  static ByteBuffer encodeBeside(long uid, int group) {
    ByteBuffer list = ByteBuffer.allocateDirect(4 + 5 * ENTRY).order(ByteOrder.LITTLE_ENDIAN);
    list.putInt(VERSION);
    add(list, USER_OBJ, ALL, NOBODY);
    add(list, USER, ALL, (int) uid);
    add(list, GROUP_OBJ, group, NOBODY);
    add(list, MASK, ALL, NOBODY);
    add(list, OTHER, 0, NOBODY);
    return list.flip();
  }

  private static void add(ByteBuffer list, short tag, int permissions, int id) {
    list.putShort(tag).putShort((short) permissions).putInt(id);
  }
}
