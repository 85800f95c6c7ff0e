package dev.sessionlog.profile;

import dev.sessionlog.fuzz.FuzzInput;
import dev.sessionlog.fuzz.Oracle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * A user's profile, whatever it holds: a hook that was put in goes without a trace, and what stands
 * in it can be told. An input is a byte of options, then the profile.
 */
public final class ProfileFuzz {
  private static final Path HOME = Path.of("/home/al ice");
  private static final Path LAUNCHER = Path.of("/opt/it's/bin/sessionlog");

  private ProfileFuzz() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Oracle.within2Seconds(
        () -> {
          FuzzInput input = new FuzzInput(bytes);
          ProfileShell[] shells = ProfileShell.values();
          int options = input.next();
          String hook = shells[options % shells.length].hook(LAUNCHER);
          byte[] content = input.rest();
          ProfileText profile = ProfileText.of(content);
          look(profile);
          if (!profile.hasBlock()) {
            OptionalInt created =
                options < 0x80 ? OptionalInt.empty() : OptionalInt.of(options % 4);
            ProfileText hooked = profile.with(hook, created);
            Oracle.holds(hooked.hasBlockWith(hook), "the hook is not there");
            Oracle.holds(hooked.brokenBlock().isEmpty(), "our own block is broken");
            Oracle.same(created, hooked.createdDirectories(), "what was created");
            Oracle.holds(Arrays.equals(content, hooked.withoutBlocks().bytes()), "left a trace");
          }
        });
  }

  private static void look(ProfileText profile) {
    profile.brokenBlock().ifPresent(Oracle::printable);
    profile.createdDirectories();
    Oracle.holds(profile.lineWrittenByHand().orElse(1) >= 1, "a line before the first");
    profile.sources(HOME.resolve(".bashrc"), HOME);
    Oracle.holds(!profile.withoutBlocks().hasBlock(), "a block is left");
  }
}
