package dev.sessionlog.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.sessionlog.archive.ArchiveException.Kind;
import dev.sessionlog.archive.ArchiveStore.Outcome;
import dev.sessionlog.files.Machine;
import dev.sessionlog.recording.JsonMembers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Who this host is for the archive: a name that was made once, whatever the machine is called. A
 * copy of the machine finds that it is one, by its machine-id, or because the machine that it was
 * copied from has taken the next boot's number: each boot takes one, and nobody can take it twice.
 * It then becomes a host of its own.
 */
final class HostIdentity {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String HIDDEN = "hidden";
  private static final String NO_MARK = "-";

  private final ArchiveFolder folder;
  private final Machine machine;
  private final Consumer<String> severe;
  private Facts facts;

  /**
   * What is kept.
   *
   * @param tried whether the number of {@code boot} may have been taken by this host already
   */
  private record Facts(
      HostKey host,
      String id,
      String machine,
      String mark,
      String since,
      String boot,
      int number,
      boolean known,
      boolean tried) {
    Facts knownNow() {
      return new Facts(host, id, machine, mark, since, boot, number, true, tried);
    }

    Facts trying(String newBoot, int newNumber) {
      return new Facts(host, id, machine, mark, since, newBoot, newNumber, known, true);
    }

    Facts taken() {
      return new Facts(host, id, machine, mark, since, boot, number, known, false);
    }
  }

  private HostIdentity(
      ArchiveFolder folder, Machine machine, Consumer<String> severe, Facts facts) {
    this.folder = folder;
    this.machine = machine;
    this.severe = severe;
    this.facts = facts;
  }

  /** Reads who this is, or makes it up. */
  static HostIdentity of(
      ArchiveFolder folder,
      Machine machine,
      RandomGenerator random,
      Instant now,
      Consumer<String> severe)
      throws IOException {
    Optional<Facts> known = ArchiveFolder.text(folder.host()).flatMap(HostIdentity::parse);
    if (known.isPresent()) {
      HostIdentity identity = new HostIdentity(folder, machine, severe, known.get());
      if (identity.isOtherMachine()) {
        identity.become(random, now, "this machine has another machine-id");
      }
      return identity;
    }
    HostIdentity identity = new HostIdentity(folder, machine, severe, create(machine, random, now));
    identity.keep();
    return identity;
  }

  private static Facts create(Machine machine, RandomGenerator random, Instant now) {
    byte[] id = new byte[16];
    random.nextBytes(id);
    return new Facts(
        HostKey.create(machine.host(), random),
        HexFormat.of().formatHex(id),
        machine.host(),
        machine.mark(),
        now.toString(),
        "",
        0,
        false,
        false);
  }

  private boolean isOtherMachine() {
    return !facts.mark().equals(machine.mark())
        && !facts.mark().equals(NO_MARK)
        && !machine.mark().equals(NO_MARK);
  }

  /** Returns its name in the archive. */
  HostKey host() {
    return facts.host();
  }

  /** Forgets that the archive knows it: it is another archive now. */
  void forget() throws IOException {
    facts =
        new Facts(
            facts.host(),
            facts.id(),
            facts.machine(),
            facts.mark(),
            facts.since(),
            "",
            0,
            false,
            false);
    keep();
  }

  /**
   * Makes itself known in the archive, once, and takes a number for this boot.
   *
   * @return whether it is another host now than before
   */
  boolean claim(ArchiveStore store, RandomGenerator random, Instant now) throws IOException {
    HostKey before = facts.host();
    if (!facts.known()) {
      makeKnown(store);
    }
    if (machine.bootId().equals(HIDDEN)) {
      return false;
    }
    if (!facts.boot().equals(machine.bootId())) {
      facts = facts.trying(machine.bootId(), facts.number() + 1);
      keep();
      takeBoot(store, Outcome.CONFLICT, random, now);
    } else if (facts.tried()) {
      takeBoot(store, Outcome.ALREADY_THERE, random, now);
    }
    return !before.equals(facts.host());
  }

  /**
   * Looks whether another machine took the next boot's number meanwhile.
   *
   * @return whether it did, and this is another host now
   */
  boolean look(ArchiveStore store, RandomGenerator random, Instant now) throws IOException {
    if (machine.bootId().equals(HIDDEN)) {
      return false;
    }
    try {
      if (store.describe(ArchiveNames.boot(facts.host(), facts.number() + 1)).isEmpty()) {
        return false;
      }
    } catch (ArchiveException e) {
      if (e.kind() == Kind.DENIED) {
        return false; // credentials that may only add
      }
      throw e;
    }
    become(random, now, "another machine, a copy of this one, uses its name in the archive");
    claim(store, random, now);
    return true;
  }

  private void makeKnown(ArchiveStore store) throws IOException {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("host", facts.host().toString());
    members.put("machine", facts.machine());
    members.put("id", facts.id());
    members.put("since", facts.since());
    new Putting(store).plain(ArchiveNames.host(facts.host()), json(members, Map.of()));
    facts = facts.knownNow();
    keep();
  }

  /**
   * Takes the number.
   *
   * @param unseen what it is when something is there that may not be looked at
   */
  private void takeBoot(ArchiveStore store, Outcome unseen, RandomGenerator random, Instant now)
      throws IOException {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("boot", facts.boot());
    members.put("machine", machine.host());
    members.put("mark", machine.mark());
    String name = ArchiveNames.boot(facts.host(), facts.number());
    Outcome outcome = new Putting(store).plain(name, json(members, Map.of()));
    if (outcome == Outcome.CONFLICT || (outcome == Outcome.TAKEN && unseen == Outcome.CONFLICT)) {
      become(random, now, "another machine, a copy of this one, uses its name in the archive");
      claim(store, random, now);
      return;
    }
    facts = facts.taken();
    keep();
  }

  private void become(RandomGenerator random, Instant now, String why) throws IOException {
    HostKey before = facts.host();
    for (Path file : dev.sessionlog.files.StoreFiles.entries(folder.progress())) {
      Files.deleteIfExists(file);
    }
    facts = create(machine, random, now);
    keep();
    severe.accept(
        "archive: "
            + why
            + ": what is recorded from now on goes to host "
            + facts.host()
            + ", no longer to "
            + before);
  }

  private void keep() throws IOException {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("host", facts.host().toString());
    members.put("id", facts.id());
    members.put("machine", facts.machine());
    members.put("mark", facts.mark());
    members.put("since", facts.since());
    members.put("boot", facts.boot());
    members.put("known", Boolean.toString(facts.known()));
    members.put("tried", Boolean.toString(facts.tried()));
    folder.replace(folder.host(), json(members, Map.of("number", facts.number())));
  }

  private static byte[] json(Map<String, String> texts, Map<String, Integer> numbers)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      for (Map.Entry<String, String> member : texts.entrySet()) {
        json.writeStringField(member.getKey(), member.getValue());
      }
      for (Map.Entry<String, Integer> member : numbers.entrySet()) {
        json.writeNumberField(member.getKey(), member.getValue());
      }
      json.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static Optional<Facts> parse(String text) {
    try (JsonParser json = JSON.createParser(text.getBytes(StandardCharsets.UTF_8))) {
      json.nextToken();
      Map<String, String> values = JsonMembers.read(json);
      return HostKey.parse(values.getOrDefault("host", ""))
          .map(
              host ->
                  new Facts(
                      host,
                      values.getOrDefault("id", ""),
                      values.getOrDefault("machine", ""),
                      values.getOrDefault("mark", NO_MARK),
                      values.getOrDefault("since", ""),
                      values.getOrDefault("boot", ""),
                      Integer.parseInt(values.getOrDefault("number", "0")),
                      Boolean.parseBoolean(values.get("known")),
                      Boolean.parseBoolean(values.get("tried"))));
    } catch (IOException | NumberFormatException damaged) {
      return Optional.empty();
    }
  }
}
