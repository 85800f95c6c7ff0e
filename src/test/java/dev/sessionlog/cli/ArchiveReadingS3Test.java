package dev.sessionlog.cli;

import dev.sessionlog.archive.ArchiveUrl;
import dev.sessionlog.archive.SampleArchive;
import dev.sessionlog.archive.s3.S3Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same commands on an archive in a store that speaks S3. */
@Tag("machine")
class ArchiveReadingS3Test extends ArchiveReadingTest {
  @RegisterExtension private static final S3Place PLACE = new S3Place();

  @Override
  SampleArchive make(Path unused, CliWorld reader) throws IOException {
    Path settings = Files.createDirectories(reader.home().resolve(".config/sessionlog"));
    List<String> lines = new ArrayList<>(List.of("[archive]"));
    lines.addAll(PLACE.settings(settings));
    Files.write(settings.resolve("sessionlog.toml"), lines);
    ArchiveUrl.S3 url = S3Place.fresh();
    return SampleArchive.in(PLACE.open(url), url.toString(), name -> PLACE.remove(url, name));
  }
}
