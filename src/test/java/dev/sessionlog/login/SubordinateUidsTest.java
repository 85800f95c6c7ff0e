package dev.sessionlog.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who counts as the user of a uid that was given to somebody for user namespaces. */
final class SubordinateUidsTest {
  @TempDir private Path root;

  @Test
  void aUidOfARangeIsItsOwners() throws IOException {
    Path ranges = root.resolve("subuid");
    Path accounts = root.resolve("passwd");
    SubordinateUids uids = new SubordinateUids(ranges, accounts);
    assertEquals(100_005, uids.ownerOf(100_005));
    Files.writeString(accounts, "root:x:0:0::/root:/bin/sh\nbob:x:1001:1001::/home/bob:/bin/sh\n");
    Files.writeString(
        ranges, "bob:100000:65536\n# nothing\nof:ldap:\nfar:165536:65536\n1007:300000:10\n");
    assertEquals(1001, uids.ownerOf(100_000));
    assertEquals(1001, uids.ownerOf(165_535));
    assertEquals(165_536, uids.ownerOf(165_540), "of a user whom passwd does not have");
    assertEquals(1007, uids.ownerOf(300_009));
    assertEquals(300_010, uids.ownerOf(300_010));
    assertEquals(0, uids.ownerOf(0));
    Files.writeString(ranges, "");
    Files.setLastModifiedTime(ranges, FileTime.fromMillis(5000));
    assertEquals(100_000, uids.ownerOf(100_000));
  }
}
