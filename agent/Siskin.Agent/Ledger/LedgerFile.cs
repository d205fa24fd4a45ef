using System.Globalization;
using Siskin.Agent.Configuration;
using Siskin.Runtime;

namespace Siskin.Agent.Ledger;

/// <summary>
/// The ledger's file in the state folder: opens it, and copes with a file that is damaged or cannot be written.
/// </summary>
/// <param name="folder">The state folder.</param>
/// <param name="maxBytes">Largest size of the file.</param>
/// <param name="time">Clock.</param>
internal sealed class LedgerFile(string folder, long maxBytes, TimeProvider time)
{
    private const string Name = "ledger.db";
    private const int MaxKept = 3;

    // Replies are nobody else's business.
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string FilePath { get; } = Path.Combine(folder, Name);

    /// <summary>
    /// Opens the ledger. A damaged file is moved aside and a fresh one begun; one that cannot be written is read as far
    /// as possible.
    /// </summary>
    public LedgerOpening Open()
    {
        try
        {
            StateFolder.Create(folder);
            Touch();
            return OpenStore();
        }
        catch (Exception e) when (LedgerProblem.IsDamage(e))
        {
            return BeginAnew(e, OfCopy(LedgerStore.Salvage) ?? []);
        }
        catch (Exception e) when (LedgerProblem.Is(e))
        {
            // What another process is using is its own to deliver.
            return new LedgerOpening(null, LedgerProblem.IsBusy(e) ? null : OfCopy(Read), e, null);
        }
    }

    /// <summary>Moves a damaged file aside and begins a fresh one.</summary>
    /// <param name="damage">What is wrong with it.</param>
    /// <param name="known">What the fresh one holds at first.</param>
    public LedgerOpening BeginAnew(Exception damage, IReadOnlyList<LedgerRow> known)
    {
        LedgerStore? store = null;
        try
        {
            var kept = MoveAside();
            Touch();
            var opening = OpenStore() with { Rows = known, Damage = new LedgerDamage(damage, kept, known.Count) };
            store = opening.Store;
            store?.Replace(known);
            return opening;
        }
        catch (Exception e) when (LedgerProblem.Is(e))
        {
            store?.Dispose();
            return new LedgerOpening(null, known, e, null);
        }
    }

    private LedgerOpening OpenStore()
    {
        var store = LedgerStore.Connect(FilePath);
        List<LedgerRow>? rows = null;
        try
        {
            rows = store.Load();
            store.Prepare(maxBytes);
            return new LedgerOpening(store, rows, null, null);
        }
        catch (Exception e) when (LedgerProblem.Is(e))
        {
            store.Dispose();
            if (rows is null || LedgerProblem.IsDamage(e))
                throw;
            return new LedgerOpening(null, rows, e, null);
        }
    }

    /// <summary>Opens the file for writing once: the system says more clearly than SQLite why that fails.</summary>
    private void Touch()
    {
        RequireFiles();
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(FilePath, options);
    }

    // SQLite would wait for ever at a named pipe.
    private void RequireFiles()
    {
        foreach (var end in new[] { "", "-wal", "-shm", "-journal" })
            RegularFile.Require(FilePath + end);
    }

    private static List<LedgerRow> Read(string path)
    {
        using var store = LedgerStore.Connect(path);
        return store.Load();
    }

    /// <summary>
    /// Reads a copy of the file: SQLite needs to write beside it even for reading, which may be impossible or would
    /// change a damaged one. Null when that fails, too.
    /// </summary>
    private IReadOnlyList<LedgerRow>? OfCopy(Func<string, IReadOnlyList<LedgerRow>> read)
    {
        if (!File.Exists(FilePath))
            return [];
        DirectoryInfo? temporary = null;
        try
        {
            RequireFiles();
            temporary = Directory.CreateTempSubdirectory("siskin-ledger-");
            var copy = Path.Combine(temporary.FullName, Name);
            File.Copy(FilePath, copy);
            if (File.Exists(FilePath + "-wal"))
                File.Copy(FilePath + "-wal", copy + "-wal");
            return read(copy);
        }
        catch (Exception e) when (LedgerProblem.Is(e))
        {
            return null;
        }
        finally
        {
            if (temporary is not null)
                Directory.Delete(temporary.FullName, recursive: true);
        }
    }

    private string MoveAside()
    {
        var stamp = time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var kept = $"{FilePath}.damaged-{stamp}";
        for (var i = 2; File.Exists(kept); i++)
            kept = string.Create(CultureInfo.InvariantCulture, $"{FilePath}.damaged-{stamp}-{i}");
        File.Move(FilePath, kept);
        if (File.Exists(FilePath + "-wal"))
            File.Move(FilePath + "-wal", kept + "-wal");
        File.Delete(FilePath + "-shm");
        // A disk that keeps damaging files must not be filled with them.
        var old = Directory
            .GetFiles(folder, Name + ".damaged-*")
            .Where(file => !file.EndsWith("-wal", StringComparison.Ordinal))
            .OrderDescending(StringComparer.Ordinal)
            .Skip(MaxKept);
        foreach (var file in old)
        {
            File.Delete(file);
            File.Delete(file + "-wal");
        }
        return kept;
    }
}

/// <summary>How opening the ledger went.</summary>
/// <param name="Store">The open store, or null when it cannot be written.</param>
/// <param name="Rows">What it holds, or null when that is not known.</param>
/// <param name="Problem">Why there is no store.</param>
/// <param name="Damage">What was wrong with the file that a fresh one replaced, or null.</param>
internal sealed record LedgerOpening(
    LedgerStore? Store,
    IReadOnlyList<LedgerRow>? Rows,
    Exception? Problem,
    LedgerDamage? Damage
);

/// <param name="Reason">What was wrong.</param>
/// <param name="KeptAs">Where the damaged file lies now.</param>
/// <param name="Saved">How many entries are in the fresh file.</param>
internal sealed record LedgerDamage(Exception Reason, string KeptAs, int Saved);
