package dev.sessionlog.cli;

import dev.sessionlog.archive.ArchiveUrl;
import dev.sessionlog.archive.SampleArchive;
import dev.sessionlog.archive.s3.S3Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
    Path credentials = settings.resolve("s3");
    Files.writeString(credentials, S3Place.CREDENTIALS);
    Files.setPosixFilePermissions(credentials, PosixFilePermissions.fromString("rw-------"));
    Files.write(
        settings.resolve("sessionlog.toml"),
        List.of(
            "[archive]",
            "endpoint = '" + PLACE.endpoint() + "'",
            "path_style = true",
            "credentials = '" + credentials + "'"));
    ArchiveUrl.S3 url = S3Place.fresh();
    return SampleArchive.in(PLACE.open(url), url.toString(), name -> PLACE.remove(url, name));
  }
}
