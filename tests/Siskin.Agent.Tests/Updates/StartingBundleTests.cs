using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Providers;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Updates;
using Siskin.Agent.Wire;
using Siskin.Runtime.Bundles;

namespace Siskin.Agent.Tests.Updates;

/// <summary>Which bundle a process starts with: never none.</summary>
public sealed class StartingBundleTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly RecordingLogs _logs = new();
    private readonly BundleStore _store;

    public StartingBundleTests()
    {
        OfferedBundle.Keys(_folder);
        _store = new BundleStore(UpdateBench.ConfigOf(_folder, "").Updates.Folder);
    }

    [Fact]
    public void Without_an_update_it_is_the_configured_one() => Assert.Equal("0.0.1", Start());

    [Fact]
    public void The_one_that_an_update_brought_is_taken()
    {
        Install("0.0.2", probation: false);

        Assert.Equal("0.0.2", Start());
    }

    [Fact]
    public void One_that_ends_the_process_again_and_again_on_probation_is_taken_back()
    {
        Install("0.0.2", probation: true);
        Assert.Equal(["0.0.2", "0.0.2", "0.0.2"], Enumerable.Range(0, CrashMark.Max).Select(_ => Start()));

        Assert.Equal("0.0.1", Start());

        Assert.Equal("0.0.1", Start()); // and so it stays
        var choice = _store.Read(out _);
        Assert.Equal(UpdatePhase.RolledBack, choice.Last!.Phase);
        Assert.Equal("The process ended 3 times in a row with the new bundle.", choice.Last.Reason);
        Assert.Contains(_logs.Lines, line => line.Contains(" 477 ", StringComparison.Ordinal));
    }

    [Fact]
    public void After_its_probation_a_crash_is_no_reason()
    {
        Install("0.0.2", probation: false);

        Assert.All(Enumerable.Range(0, 6), _ => Assert.Equal("0.0.2", Start()));
    }

    [Fact]
    public void One_that_is_damaged_or_gone_gives_way_to_the_one_before_it()
    {
        var key = Install("0.0.2", probation: false);
        File.AppendAllText(Path.Combine(_store.PathOf(key), BundleManifest.FileName), "# changed\n");

        Assert.Equal("0.0.1", Start());

        key = Install("0.0.3", probation: true);
        Directory.Delete(_store.PathOf(key), recursive: true);
        Assert.Equal("0.0.1", Start());
    }

    [Fact]
    public void The_one_before_may_have_come_by_an_update_too()
    {
        var first = Install("0.0.2", probation: false);
        var second = Install("0.0.3", probation: true);
        Assert.Equal("0.0.3", Start());
        Directory.Delete(_store.PathOf(second), recursive: true);

        Assert.Equal("0.0.2", Start());

        Directory.Delete(_store.PathOf(first), recursive: true);
        Assert.Equal("0.0.1", Start());
    }

    [Fact]
    public void A_choice_that_cannot_be_read_leaves_the_configured_one()
    {
        Install("0.0.2", probation: false);
        File.WriteAllText(Path.Combine(_store.Folder, "current.json"), "{\"current\": ");

        Assert.Equal("0.0.1", Start());
        Assert.Contains(_logs.Lines, line => line.Contains(" 479 ", StringComparison.Ordinal));
    }

    [Fact]
    public void Who_configures_another_bundle_gets_it()
    {
        Install("0.0.2", probation: false);
        Directory.Delete(_folder.File("old"), recursive: true);
        OfferedBundle.Create(_folder.File("old"), "0.1.0", _folder.File("key.pem"));

        Assert.Equal("0.1.0", Start());

        Assert.Null(_store.Read(out _).Current);
        Assert.Empty(Directory.GetDirectories(_store.Folder));
    }

    public void Dispose() => _folder.Dispose();

    private string Start()
    {
        var config = UpdateBench.ConfigOf(_folder, "");
        using var model = new StartingBundle(config.Updates, config.Bundle, _time, _logs).Load(section =>
        {
            using var key = BundleKey.ReadPublic(config.Updates.PublicKeyFile!);
            return new ServedModel(UpdateBench.Model(BundleReader.Open(section.Path, key).Manifest.Version));
        });
        return model.Description.Version;
    }

    // As an update leaves it.
    private string Install(string version, bool probation)
    {
        var bundle = OfferedBundle.Create(_folder.File("new-" + version), version, _folder.File("key.pem"));
        var config = UpdateBench.ConfigOf(_folder, "");
        var offer = new OfferReader(config.Updates).Check(bundle.Offer("offer-" + version));
        _store.Create();
        Directory.Move(bundle.Folder, _store.PathOf(offer.Key));
        var choice = _store
            .Read(out _)
            .SwitchedTo(offer, ManifestHash.Of(config.Bundle.Path), "0.0.1", fellBack: false);
        _store.Write(probation ? choice : choice.Kept(fault: null));
        return offer.Key;
    }
}
