import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Runs the queries of a file over an archive with Spark: {@code Spark URL FILE OUT}. */
final class Spark {
  public static void main(String[] args) throws Exception {
    SparkSession spark =
        SparkSession.builder()
            .master("local[*]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate();
    spark.sparkContext().setLogLevel("ERROR");
    spark
        .read()
        .schema("session string, line bigint, time string, user string, kind string, text string")
        .json(args[0] + "/transcripts")
        .createOrReplaceTempView("transcripts");
    int number = 0;
    for (String query : Files.readString(Path.of(args[1])).split(";\\s*")) {
      long start = System.nanoTime();
      String rows = "";
      for (Row row : spark.sql(query).collectAsList()) {
        rows +=
            IntStream.range(0, row.size())
                    .mapToObj(column -> String.valueOf(row.get(column)))
                    .collect(Collectors.joining("\t"))
                + "\n";
      }
      Files.writeString(Path.of(args[2], "spark." + ++number), rows);
      System.out.printf("Spark query %d: %.2f s%n", number, (System.nanoTime() - start) / 1e9);
    }
    spark.stop();
  }
}
