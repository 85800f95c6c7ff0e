package dev.sessionlog.session;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * How a user's name stands in the file system. Letters, digits, {@code _}, {@code -} and a dot that
 * is not the first character stand for themselves; every other byte of the name's UTF-8 form is
 * written as {@code %} and two hexadecimal digits. So no name leads out of its folder or hides, and
 * none is taken for another's.
 */
public final class UserFileName {
  private UserFileName() {}

  /** Returns the file name for {@code user}. */
  public static String of(String user) {
    StringBuilder name = new StringBuilder();
    for (byte b : user.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isPlain(c) || (c == '.' && name.length() > 0)) {
        name.append(c);
      } else {
        name.append(String.format("%%%02X", (int) c));
      }
    }
    return name.length() == 0 ? "%" : name.toString();
  }

  /** Returns the user whose file name is {@code name}. */
  public static String user(String name) {
    return name.equals("%") ? "" : URLDecoder.decode(name, StandardCharsets.UTF_8);
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }
}
