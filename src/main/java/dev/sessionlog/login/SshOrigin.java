package dev.sessionlog.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the remote address of the connection that root's sshd above a login has open, from the
 * kernel. Used if utmp(5) has no entry, as on newer systems. Thread-safe.
 */
final class SshOrigin {
  private static final Set<String> SERVERS = Set.of("sshd", "sshd-session", "dropbear");
  private static final int MOST_ANCESTORS = 100;
  private static final int MOST_FILES = 256;
  private static final int MOST_CONNECTIONS = 50_000;
  private static final int FROM = 2;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final String ESTABLISHED = "01";
  private static final int WORD = 8;
  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");

  private final Path proc;
  private final ProcessTable processes;

  SshOrigin(Path proc, ProcessTable processes) {
    this.proc = proc;
    this.processes = processes;
  }

  /** Returns the remote address of the nearest sshd above a process. */
  Optional<String> of(ProcessFacts process) {
    Optional<ProcessFacts> at = Optional.of(process);
    for (int i = 0; i < MOST_ANCESTORS && at.isPresent() && at.get().pid() > 1; i++) {
      if (isServer(at.get().pid())) {
        return peer(at.get().pid());
      }
      at = processes.find(at.get().parent());
    }
    return Optional.empty();
  }

  /** The user could trace the part of sshd that runs as the user; the one above belongs to root. */
  private boolean isServer(long pid) {
    return processes
            .program(pid)
            .map(Path::getFileName)
            .filter(name -> SERVERS.contains(name.toString().replace(" (deleted)", "")))
            .isPresent()
        && processes.soleUid(pid).equals(OptionalLong.of(0));
  }

  private Optional<String> peer(long pid) {
    Path process = proc.resolve(Long.toString(pid));
    Set<String> sockets = sockets(process.resolve("fd"));
    return find(process.resolve("net/tcp"), sockets)
        .or(() -> find(process.resolve("net/tcp6"), sockets));
  }

  private static Set<String> sockets(Path descriptors) {
    Set<String> sockets = new HashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(descriptors)) {
      int left = MOST_FILES;
      for (Path entry : entries) {
        Matcher socket = SOCKET.matcher(Files.readSymbolicLink(entry).toString());
        if (socket.matches()) {
          sockets.add(socket.group(1));
        }
        if (--left == 0) {
          break;
        }
      }
    } catch (IOException | DirectoryIteratorException gone) {
      return sockets;
    }
    return sockets;
  }

  private static Optional<String> find(Path table, Set<String> sockets) {
    try (BufferedReader in = Files.newBufferedReader(table, StandardCharsets.US_ASCII)) {
      int left = MOST_CONNECTIONS;
      for (String line = in.readLine(); line != null && left > 0; line = in.readLine()) {
        left--;
        String[] words = line.strip().split("\\s+");
        if (words.length > INODE
            && words[STATE].equals(ESTABLISHED)
            && sockets.contains(words[INODE])) {
          return Optional.of(address(words[FROM].split(":")[0]));
        }
      }
    } catch (IOException | RuntimeException unknown) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** The kernel shows an address in words of four bytes, each in reverse order. */
  private static String address(String hex) throws UnknownHostException {
    StringBuilder turned = new StringBuilder();
    for (int word = 0; word < hex.length(); word += WORD) {
      for (int at = word + WORD - 2; at >= word; at -= 2) {
        turned.append(hex, at, at + 2);
      }
    }
    byte[] bytes = new byte[turned.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = new BigInteger(turned.substring(2 * i, 2 * i + 2), 16).byteValue();
    }
    // An IPv4 address mapped to IPv6 is shown as IPv4.
    return InetAddress.getByAddress(bytes).getHostAddress();
  }
}
