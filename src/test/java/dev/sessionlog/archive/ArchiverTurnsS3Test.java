package dev.sessionlog.archive;

import dev.sessionlog.archive.s3.S3Place;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same turns, with the archive in a store that speaks S3. */
@Tag("machine")
class ArchiverTurnsS3Test extends ArchiverTurnsTest {
  @RegisterExtension private static final S3Place PLACE = new S3Place();

  @Override
  ArchiveStore open(ArchiveUrl.Folder unused) throws IOException {
    return PLACE.open(S3Place.fresh());
  }

  /** Each request is an answer of another process. */
  @Override
  int rounds() {
    return PLACE.isNamed() ? super.rounds() : 6;
  }
}
