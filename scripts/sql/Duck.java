import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the queries of a file over an archive in a folder with DuckDB: {@code Duck FOLDER FILE OUT}. */
final class Duck {
  public static void main(String[] args) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create view transcripts as select * from read_json('"
              + args[0]
              + "/transcripts/*/*/*.jsonl.gz', hive_partitioning = true, format = 'newline_delimited', columns ="
              + " {session: 'varchar', line: 'bigint', time: 'varchar', \"user\": 'varchar', kind: 'varchar',"
              + " text: 'varchar'})");
      int number = 0;
      for (String query : Files.readString(Path.of(args[1])).split(";\\s*")) {
        long start = System.nanoTime();
        StringBuilder rows = new StringBuilder();
        try (ResultSet result = statement.executeQuery(query)) {
          while (result.next()) {
            for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
              rows.append(column > 1 ? "\t" : "").append(result.getString(column));
            }
            rows.append('\n');
          }
        }
        Files.writeString(Path.of(args[2], "duckdb." + ++number), rows);
        System.out.printf("DuckDB query %d: %.2f s%n", number, (System.nanoTime() - start) / 1e9);
      }
    }
  }
}
