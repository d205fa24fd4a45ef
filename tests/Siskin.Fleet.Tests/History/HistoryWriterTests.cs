using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Siskin.Fleet.History;

namespace Siskin.Fleet.Tests.History;

public sealed class HistoryWriterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("siskin-fleet-");
    private readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider _time = Messages.Clock();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_was_is_there_after_a_restart()
    {
        using (var writer = Writer())
        {
            Fill(writer, TimeSpan.FromMinutes(12));
            writer.Flush();
            Assert.Null(writer.Problem);
        }

        using var again = Writer();
        again.Flush();
        var view = again.Read("a", TimeSpan.FromHours(1));

        Assert.Equal(60, view.Times.Count); // ten minutes were complete
        Assert.Equal(12, view.Lines["total.p95"][^1]);
        Assert.Null(view.Problem);
    }

    [Fact]
    public void What_is_too_old_is_removed_level_by_level()
    {
        using var writer = Writer();
        Fill(writer, TimeSpan.FromMinutes(70));
        writer.Flush();

        _time.Advance(TimeSpan.FromDays(2));
        writer.Flush();

        Assert.Empty(writer.Read("a", TimeSpan.FromHours(24)).Times);
        using var store = HistoryStore.Open(Path.Combine(_folder.FullName, "history.db"), 1 << 30);
        Assert.Empty(store.Read("a", HistoryLevel.Raw, 0));
        Assert.NotEmpty(store.Read("a", HistoryLevel.FiveMinutes, 0));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_told_and_mended()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "file"), "");
        using var writer = new HistoryWriter(
            Path.Combine(_folder.FullName, "file"),
            1 << 30,
            _time,
            NullLogger.Instance
        );
        Fill(writer, TimeSpan.FromMinutes(6));

        writer.Flush();
        Assert.True(writer.IsFailing);
        Assert.NotEmpty(writer.Read("a", TimeSpan.FromHours(1)).Times); // the picture has it all the same

        File.Delete(Path.Combine(_folder.FullName, "file"));
        writer.Flush();
        Assert.False(writer.IsFailing);
        using var store = HistoryStore.Open(Path.Combine(_folder.FullName, "file", "history.db"), 1 << 30);
        Assert.NotEmpty(store.Read("a", HistoryLevel.Raw, 0));
    }

    [Fact]
    public void What_is_lost_while_the_disk_cannot_be_written_is_counted_and_told_afterwards_too()
    {
        var file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, "");
        using var writer = new HistoryWriter(file, 1 << 30, _time, NullLogger.Instance, maxWaiting: 2);
        Fill(writer, TimeSpan.FromMinutes(21)); // four times five minutes, each as they came and in one

        writer.Flush();

        Assert.Equal(6, writer.Lost);
        Assert.Equal($"{writer.Problem} 6 parts of it were lost (of one device each).", writer.Remark);
        File.Delete(file);
        writer.Flush();
        Assert.Null(writer.Problem);
        Assert.Equal("6 parts of it were lost (of one device each).", writer.Remark);
        using var store = HistoryStore.Open(Path.Combine(file, "history.db"), 1 << 30);
        Assert.Equal(30, store.Read("a", HistoryLevel.Raw, 0).Count); // the latest five minutes
    }

    [Fact]
    public void A_locked_file_is_told_and_nothing_of_it_is_lost()
    {
        using var writer = Writer();
        writer.Flush();
        var path = Path.Combine(_folder.FullName, "history.db");
        using (var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False"))
        {
            other.Open();
            using var begin = other.CreateCommand();
            begin.CommandText = "BEGIN EXCLUSIVE";
            begin.ExecuteNonQuery();
            Fill(writer, TimeSpan.FromMinutes(6));

            writer.Flush();

            Assert.True(writer.IsFailing);
        }
        writer.Flush();

        Assert.False(writer.IsFailing);
        using var store = HistoryStore.Open(path, 1 << 30);
        Assert.Equal(30, store.Read("a", HistoryLevel.Raw, 0).Count);
    }

    [Fact]
    public void A_full_disk_takes_the_oldest_fine_samples_first()
    {
        using var writer = new HistoryWriter(_folder.FullName, 600_000, _time, NullLogger.Instance);
        for (var hour = 0; hour < 23; hour++)
        {
            Fill(writer, TimeSpan.FromHours(1));
            writer.Flush();
        }

        var view = writer.Read("a", TimeSpan.FromHours(24));

        Assert.NotEmpty(view.Times);
        Assert.True(new FileInfo(Path.Combine(_folder.FullName, "history.db")).Length <= 600_000);
        Assert.True(view.Times[0] > Messages.Start.ToUnixTimeSeconds() + 3_600);
    }

    [Fact]
    public void A_full_disk_without_fine_samples_takes_coarser_ones()
    {
        var path = Path.Combine(_folder.FullName, "history.db");
        using var store = HistoryStore.Open(path, 1 << 30);
        var start = Messages.Start.ToUnixTimeSeconds();
        store.Write(
            [
                .. Enumerable
                    .Range(0, 8)
                    .Select(hour =>
                        HistoryBlock.Of("a", HistoryLevel.Hours, [new Sample { Time = start + (hour * 3_600) }])
                    ),
            ],
            []
        );

        store.MakeRoom(Messages.Start + TimeSpan.FromHours(8));

        Assert.Equal(6, store.Read("a", HistoryLevel.Hours, 0).Count);
    }

    [Fact]
    public void A_database_of_before_the_second_reader_is_read_and_goes_on()
    {
        var path = Path.Combine(_folder.FullName, "history.db");
        using (var before = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            before.Open();
            var bytes = new byte[SampleCoding.Bytes];
            SampleCoding.Write(DownsamplingTests.Of(requests: 12), 600, bytes);
            using var command = before.CreateCommand();
            command.CommandText =
                "CREATE TABLE device (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
                + "CREATE TABLE block (level INTEGER NOT NULL, device INTEGER NOT NULL, start INTEGER NOT NULL, "
                + "data BLOB NOT NULL);"
                + "INSERT INTO device (name) VALUES ('a'); INSERT INTO block VALUES ($1, 1, 600, $2)";
            command.Parameters.AddWithValue("$1", HistoryLevel.Raw.Number);
            command.Parameters.AddWithValue("$2", bytes[..(4 + (2 * Sample.FieldsAtFirst))]);
            command.ExecuteNonQuery();
        }

        for (var start = 0; start < 2; start++)
        {
            using var store = HistoryStore.Open(path, 1 << 30);
            var sample = new Sample { Time = 1_200 + start };
            sample.Stage(8)[0] = 75;
            store.Write([HistoryBlock.Of("a", HistoryLevel.Raw, [sample])], []);
        }

        using var again = HistoryStore.Open(path, 1 << 30);
        var read = again.Read("a", HistoryLevel.Raw, 0);
        Assert.Equal([12f, float.NaN, float.NaN], read.Select(sample => sample.Requests));
        Assert.Equal([float.NaN, 75f, 75f], read.Select(sample => sample.Stage(8)[0]));
    }

    [Fact]
    public void Changes_are_there_after_a_restart()
    {
        using (var writer = Writer())
        {
            var book = Messages.Book(_time);
            book.Sampled = writer.Take;
            book.Take(Messages.Info("a", bundle: "0.9.0"));
            book.Take(Messages.Info("a", bundle: "0.10.0"));
            book.Take(Messages.Telemetry("a"));
            writer.Flush();
        }

        using var again = Writer();

        var change = Assert.Single(again.ReadEvents("a", 40));
        Assert.Equal(("bundle", "siskin-mini 0.10.0"), (change.Kind, change.Text));
        Assert.Empty(again.ReadEvents("b", 40));
    }

    [Fact]
    public void Without_a_folder_nothing_is_kept_and_that_is_said()
    {
        using var writer = new HistoryWriter(null, 1 << 30, _time, NullLogger.Instance);
        Fill(writer, TimeSpan.FromMinutes(6));

        var view = writer.Read("a", TimeSpan.FromHours(1));

        Assert.Empty(view.Times);
        Assert.Contains("--data", view.Problem, StringComparison.Ordinal);
        Assert.False(writer.IsFailing);
    }

    private HistoryWriter Writer() => new(_folder.FullName, 1 << 30, _time, NullLogger.Instance);

    private void Fill(HistoryWriter writer, TimeSpan span)
    {
        var book = Messages.Book(_time);
        book.Sampled = writer.Take;
        for (var second = 0; second < span.TotalSeconds; second += 10)
        {
            book.Take(Messages.Telemetry("a"));
            _time.Advance(TimeSpan.FromSeconds(10));
        }
    }
}
