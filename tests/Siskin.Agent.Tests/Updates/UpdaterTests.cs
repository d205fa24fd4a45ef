using System.Text.Json;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Updates;
using Siskin.Agent.Wire;
using Siskin.Runtime;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Updates;

/// <summary>Offers from their beginning to their end; the bundle that answers goes on answering.</summary>
public sealed class UpdaterTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly OfferedBundle _files;

    public UpdaterTests()
    {
        OfferedBundle.Keys(_folder);
        _files = OfferedBundle.Create(_folder.File("new"), "0.0.2", _folder.File("key.pem"));
    }

    [Fact]
    public async Task An_offered_bundle_answers_after_its_trial_and_stays_after_its_probation()
    {
        await using var bench = Bench();
        Ask(bench, 8);

        bench.Offer(_files.Offer());

        var state = await bench.EndAsync();
        Assert.Equal((UpdatePhase.Installed, 100, null), (state.Phase, state.Percent, state.Reason));
        Assert.Equal(("0.0.2", "0.0.1"), (state.InstalledVersion, state.PreviousVersion));
        Assert.Equal(new UpdateShadow(8, 8, 0, 0.99, 0.99, 5, 5, true), state.Shadow);
        Assert.Equal("random 0.0.2", bench.Ask("Who?").Answer!.Model);
        Assert.Equal(
            [UpdatePhase.Downloading, UpdatePhase.Trying, UpdatePhase.Probation, UpdatePhase.Installed],
            bench.States.Select(one => one.Phase).Distinct()
        );
        Assert.Single(Directory.GetDirectories(bench.Store));
    }

    [Fact]
    public async Task Every_request_is_answered_during_an_update_by_the_old_bundle_or_then_by_the_new_one()
    {
        await using var bench = Bench();
        using var stop = new CancellationTokenSource();
        var answers = new List<string>();
        var asking = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
                answers.Add(bench.Ask($"Question {answers.Count}?").Answer!.Model!);
            for (var i = 0; i < 3; i++)
                answers.Add(bench.Ask($"Question {answers.Count}?").Answer!.Model!);
        });

        bench.Offer(_files.Offer());
        await bench.EndAsync();
        await stop.CancelAsync();
        await asking.PatientlyAsync();

        Assert.Equal(["random 0.0.1", "random 0.0.2"], answers.Distinct());
        Assert.Equal(answers.Order(StringComparer.Ordinal), answers); // no old one after a new one
    }

    [Fact]
    public async Task What_another_key_signed_is_refused_before_anything_is_downloaded()
    {
        OfferedBundle.Keys(_folder, "other");
        var forged = OfferedBundle.Create(_folder.File("forged"), "0.0.3", _folder.File("other.pem"));
        await using var bench = Bench();

        bench.Offer(forged.Offer());

        await AssertRefusedAsync(bench, "The offer's manifest: the signature is none of this bundle.toml by the key");
        Assert.Empty(bench.Server.Requests);
        Assert.False(Directory.Exists(bench.Store));
    }

    [Fact]
    public async Task A_manifest_that_was_changed_after_it_was_signed_is_refused()
    {
        await using var bench = Bench();
        var offer = _files.Offer();

        bench.Offer(offer with { Manifest = offer.Manifest + "\n# one more line\n" });

        await AssertRefusedAsync(bench, "the signature is none of this bundle.toml");
        Assert.Empty(bench.Server.Requests);
    }

    [Fact]
    public async Task A_file_with_another_content_is_refused()
    {
        var (offer, largest) = (_files.Offer(), _files.LargestFile);
        var bytes = File.ReadAllBytes(_files.PathOf(largest));
        bytes[^1] ^= 1;
        File.WriteAllBytes(_files.PathOf(largest), bytes);
        await using var bench = Bench();

        bench.Offer(offer);

        var reason = $"'{largest}' does not have the SHA-256 that its manifest states.";
        await AssertRefusedAsync(bench, reason);
        Assert.Empty(Directory.GetDirectories(bench.Store));
        var requests = bench.Server.Requests.Count;
        bench.Offer(offer); // the broker keeps it, and sends it again at the next connect
        await AssertRefusedAsync(bench, reason);
        Assert.Equal(requests, bench.Server.Requests.Count);

        bytes[^1] ^= 1;
        File.WriteAllBytes(_files.PathOf(largest), bytes);
        bench.Offer(_files.Offer("offer-2")); // the server was mended, and the operator says so
        await bench.UntilAsync(UpdatePhase.Installed);
    }

    [Fact]
    public async Task A_disk_without_room_refuses_the_bundle_before_it_is_downloaded()
    {
        await using var bench = Bench();
        bench.FreeBytes = () => 16 << 20;

        bench.Offer(_files.Offer());

        await AssertRefusedAsync(bench, "MB on the disk beside 16 MB that stay free; 16 MB are free.");
        Assert.Empty(bench.Server.Requests);
    }

    [Fact]
    public async Task A_wrong_canary_refuses_the_bundle_and_the_same_offer_does_not_try_it_again()
    {
        await using var bench = Bench();
        var loads = 0;
        bench.Loading = _ => loads++;
        bench.Models = version =>
        {
            var model = UpdateBench.Model(version);
            if (version != UpdateBench.OldVersion)
                model.Script = (_, _, _) => ResponderResult.From(ScriptedModel.Answering("Two"));
            return model;
        };
        bench.Offer(_files.Offer());
        await AssertRefusedAsync(bench, "The new bundle fails: the canary was answered 'Two' instead of 'One?'.");
        Assert.False(bench.States[^1].Shadow!.Canary);

        bench.Offer(_files.Offer());
        await AssertRefusedAsync(bench, "The new bundle fails: the canary was answered 'Two'");
        Assert.Equal(1, loads);
        Assert.Empty(Directory.GetDirectories(bench.Store));

        bench.Offer(_files.Offer("offer-2")); // another offer is another try
        await bench.UntilAsync(() => loads == 2, "it is tried again");
        await bench.EndAsync();
    }

    [Fact]
    public async Task Worse_shadow_answers_refuse_the_bundle()
    {
        await using var bench = Bench();
        bench.Models = version =>
            version == UpdateBench.OldVersion
                ? UpdateBench.Model(version)
                : UpdateBench.Model(version, 0.99, 5, suffix: " or not");
        Ask(bench, 6);

        bench.Offer(_files.Offer());

        await AssertRefusedAsync(
            bench,
            "The new bundle answers 6 of 6 shadow questions otherwise than the current one"
        );
        Assert.Equal(
            (6, 6, 6),
            (bench.States[^1].Shadow!.Questions, bench.States[^1].Shadow!.Sure, bench.States[^1].Shadow!.Differing)
        );
    }

    [Fact]
    public async Task A_bundle_that_is_less_sure_is_refused()
    {
        await using var bench = Bench();
        bench.Models = version => UpdateBench.Model(version, version == UpdateBench.OldVersion ? 0.99 : 0.5, 5);
        Ask(bench, 6);

        bench.Offer(_files.Offer());

        await AssertRefusedAsync(bench, "0.5 on average instead of 0.99; [updates] max_confidence_loss is 0.1.");
    }

    [Fact]
    public async Task A_bundle_that_is_far_slower_is_refused()
    {
        await using var bench = Bench();
        bench.Models = version => UpdateBench.Model(version, 0.99, version == UpdateBench.OldVersion ? 5 : 50);
        Ask(bench, 6);

        bench.Offer(_files.Offer());

        await AssertRefusedAsync(bench, "The new bundle is slower: 50 ms instead of 5 ms");
    }

    [Fact]
    public async Task An_older_version_is_taken_only_where_that_is_allowed()
    {
        var older = OfferedBundle.Create(_folder.File("older"), "0.0.0", _folder.File("key.pem"));
        await using (var bench = Bench())
        {
            bench.Offer(older.Offer());

            await AssertRefusedAsync(bench, "Version 0.0.0 is older than 0.0.1, which this device has");
            Assert.Empty(bench.Server.Requests);
        }
        await using (var bench = new UpdateBench(_folder, older, "allow_downgrade = true"))
        {
            bench.Offer(older.Offer());

            Assert.Equal(UpdatePhase.Installed, (await bench.EndAsync()).Phase);
            Assert.Equal("0.0.0", bench.Version);
        }
    }

    [Fact]
    public async Task A_second_offer_is_turned_away_as_busy_and_the_same_one_is_told_how_far_it_is()
    {
        await using var bench = Bench();
        using var inside = new ManualResetEventSlim();
        using var free = new ManualResetEventSlim();
        bench.Loading = _ =>
        {
            inside.Set();
            free.Wait(Wait.Patience);
        };
        bench.Offer(_files.Offer());
        Assert.True(inside.Wait(Wait.Patience));
        var told = bench.States.Count;

        bench.Offer(_files.Offer("offer-2"));
        bench.Offer(_files.Offer());

        var (busy, same) = (bench.States[told], bench.States[told + 1]);
        Assert.Equal((UpdatePhase.Trying, "offer-1"), (busy.Phase, busy.Offer));
        Assert.Equal(new UpdateTurned("offer-2", "busy: random 0.0.2 is trying."), busy.Turned);
        Assert.Equal((UpdatePhase.Trying, "offer-1"), (same.Phase, same.Offer));
        free.Set();
        Assert.Equal(UpdatePhase.Installed, (await bench.EndAsync()).Phase);

        bench.Offer(_files.Offer()); // a retained one, at the next connect
        Assert.Equal(UpdatePhase.Installed, (await bench.EndAsync()).Phase);
        bench.Offer(_files.Offer("offer-3")); // the same bundle by another name
        Assert.Equal((UpdatePhase.Installed, "offer-3"), ((await bench.EndAsync()).Phase, bench.States[^1].Offer));
    }

    [Fact]
    public async Task A_bundle_that_fails_on_probation_is_taken_back()
    {
        await using var bench = Bench("probation_s = 600");
        var failing = false;
        bench.Models = version =>
        {
            var model = UpdateBench.Model(version);
            var script = model.Script;
            model.Script = (request, onText, cancellation) =>
                Volatile.Read(ref failing) && version != UpdateBench.OldVersion
                    ? ResponderResult.From(new Rejection(500, "It does not work."))
                    : script(request, onText, cancellation);
            return model;
        };
        bench.Offer(_files.Offer());
        await bench.UntilAsync(UpdatePhase.Probation);
        Volatile.Write(ref failing, true);
        for (var i = 0; i < 3; i++)
            bench.Ask($"Question {i}?");

        var state = await bench.EndAsync();

        Assert.Equal((UpdatePhase.RolledBack, "0.0.1"), (state.Phase, state.InstalledVersion));
        Assert.Equal("The new bundle failed on 3 of 3 questions.", state.Reason);
        Assert.Null(state.PreviousVersion);
        Assert.Equal("Again?", bench.Ask("Again?").Answer!.Text);
        Assert.Empty(Directory.GetDirectories(bench.Store));
        Assert.Equal("0.0.1", RestartedVersion(bench));
    }

    [Fact]
    public async Task A_command_takes_the_new_bundle_back_on_probation_and_later()
    {
        await using (var bench = Bench("probation_s = 600"))
        {
            bench.Offer(_files.Offer());
            await bench.UntilAsync(UpdatePhase.Probation);
            bench.Command("rollback");
            var state = await bench.EndAsync();
            Assert.Equal((UpdatePhase.RolledBack, "0.0.1"), (state.Phase, bench.Version));

            bench.Command("rollback");
            Assert.Equal("There is no bundle to go back to.", bench.States[^1].Turned!.Reason);
            bench.Offer(_files.Offer()); // the retained one does not bring it again
            await bench.EndAsync();
            Assert.Equal(UpdatePhase.RolledBack, bench.States[^1].Phase);
        }
        await using (var bench = Bench())
        {
            bench.Offer(_files.Offer("offer-2"));
            Assert.Equal(UpdatePhase.Installed, (await bench.EndAsync()).Phase);
            bench.Command("rollback");
            Assert.Equal(UpdatePhase.RolledBack, (await bench.EndAsync()).Phase);
            Assert.Equal("0.0.1", bench.Version);
            Assert.Equal("0.0.1", RestartedVersion(bench));
        }
    }

    [Fact]
    public async Task A_command_cancels_a_download()
    {
        await using var bench = Bench();
        bench.Server.Fault = (_, request) => bench.Server.Stalled(request);
        bench.Offer(_files.Offer());
        await bench.UntilAsync(() => bench.Server.Requests.Count > 0, "the download began");

        bench.Command("cancel");

        await AssertRefusedAsync(bench, "The update was cancelled on command.");
        var requests = bench.Server.Requests.Count;
        bench.Offer(_files.Offer()); // the broker keeps it, and sends it again at the next connect
        await AssertRefusedAsync(bench, "The update was cancelled on command.");
        Assert.Equal(requests, bench.Server.Requests.Count);
    }

    [Fact]
    public async Task A_bundle_that_fails_and_cannot_be_taken_back_is_not_told_as_installed()
    {
        await using var bench = Bench("probation_s = 600");
        bench.Offer(_files.Offer());
        await bench.UntilAsync(UpdatePhase.Probation);
        bench.Loading = _ => throw new IOException("The disk is gone.");

        bench.Command("rollback");

        var state = await bench.EndAsync();
        Assert.Equal((UpdatePhase.Failed, "0.0.2"), (state.Phase, state.InstalledVersion));
        Assert.Equal(
            "The update was taken back on command. The bundle of before cannot come back: The disk is gone.",
            state.Reason
        );
    }

    [Fact]
    public async Task A_bundle_whose_files_cannot_be_read_is_refused()
    {
        await using var bench = Bench();
        bench.Loading = _ => throw new IOException("The disk is gone.");

        bench.Offer(_files.Offer());

        await AssertRefusedAsync(bench, "The disk is gone.");
    }

    [Fact]
    public async Task Where_the_disk_says_what_did_not_start_the_one_that_answers_counts()
    {
        await using (var bench = Bench())
        {
            bench.Offer(_files.Offer());
            Assert.Equal(UpdatePhase.Installed, (await bench.EndAsync()).Phase);
        }
        var store = new BundleStore(UpdateBench.ConfigOf(_folder, "").Updates.Folder);
        var written = store.Read(out _);
        Directory.Delete(store.PathOf(written.Current!), recursive: true);

        await using var again = new UpdateBench(_folder, _files, started: () => store.Write(written));

        Assert.Equal(UpdateBench.OldVersion, again.Version);
        again.Command("rollback");
        Assert.Equal("There is no bundle to go back to.", again.States[^1].Turned!.Reason);
    }

    [Fact]
    public async Task Files_come_over_mqtt_where_the_device_reaches_nothing_else()
    {
        await using var bench = Bench("stall_s = 60");
        var wants = 0;
        bench.Publishing = message =>
        {
            if (message.Topic != "siskin/bench/update/want")
                return;
            var want = JsonSerializer.Deserialize(message.Payload.Span, UpdateJson.Default.UpdateWant)!;
            if (++wants == 3)
                return; // lost
            var part = File.ReadAllBytes(_files.PathOf(want.File)).AsSpan((int)want.Offset, want.Bytes).ToArray();
            bench.Send($"siskin/bench/update/chunk/{want.Sha256}/{want.Offset}", part);
        };

        bench.Offer(_files.Offer(url: null));

        Assert.Equal(UpdatePhase.Installed, (await bench.EndAsync()).Phase);
        Assert.True(wants > 3);
        Assert.Empty(bench.Server.Requests);
    }

    [Theory]
    [InlineData("nonsense", "The offer is not the JSON that it should be")]
    [InlineData("{}", "The offer lacks manifest, signature or files.")]
    [InlineData("null", "The offer is null")]
    [InlineData("[1]", "The offer is not the JSON that it should be")]
    public async Task What_is_no_offer_is_turned_away(string payload, string reason)
    {
        await using var bench = Bench();

        bench.Send("siskin/all/update/offer", System.Text.Encoding.UTF8.GetBytes(payload));

        var state = Assert.Single(bench.States);
        Assert.Equal(UpdatePhase.Idle, state.Phase);
        Assert.StartsWith(reason, state.Turned!.Reason, StringComparison.Ordinal);
        bench.Send("siskin/all/update/offer", []); // a retained one is cleared
        Assert.Single(bench.States);
    }

    [Fact]
    public async Task A_power_cut_at_any_step_starts_with_a_whole_bundle_and_the_update_goes_on()
    {
        var cuts = new List<string>();
        await using (var bench = Bench())
        {
            bench.Publishing = _ => cuts.Add(Cut(bench.Store, cuts.Count));
            bench.Loading = _ => cuts.Add(Cut(bench.Store, cuts.Count));
            bench.Server.Fault = (_, _) =>
            {
                cuts.Add(Cut(bench.Store, cuts.Count));
                return null;
            };
            bench.Offer(_files.Offer());
            Assert.Equal(UpdatePhase.Installed, (await bench.EndAsync()).Phase);
        }
        Assert.True(cuts.Count > 10, $"{cuts.Count} steps");

        foreach (var cut in cuts)
        {
            await using var bench = new UpdateBench(_folder, _files, "", cut);
            Assert.Equal("Still?", bench.Ask("Still?").Answer!.Text);
            bench.Updater.Start();
            if (bench.Version == UpdateBench.OldVersion && !File.Exists(Path.Combine(bench.Store, "offer.json")))
                bench.Offer(_files.Offer()); // cut before the offer was noted: who offers it offers it again
            await bench.EndAsync();
            Assert.Equal("0.0.2", bench.Version);
        }
    }

    public void Dispose() => _folder.Dispose();

    private UpdateBench Bench(string terms = "") => new(_folder, _files, terms);

    private static void Ask(UpdateBench bench, int questions)
    {
        for (var i = 0; i < questions; i++)
            bench.Ask($"Question {i}?");
    }

    private static async Task AssertRefusedAsync(UpdateBench bench, string reason)
    {
        var state = await bench.EndAsync();
        Assert.Equal(UpdatePhase.Failed, state.Phase);
        Assert.Contains(reason, state.Reason, StringComparison.Ordinal);
        Assert.Equal("0.0.1", state.InstalledVersion);
        Assert.Equal("random 0.0.1", bench.Ask("Who?").Answer!.Model);
    }

    private string RestartedVersion(UpdateBench bench)
    {
        using var model = new StartingBundle(bench.Config.Updates, bench.Config.Bundle, bench.Time, bench.Logs).Load(
            section => new(UpdateBench.Model(Siskin.Runtime.Bundles.BundleReader.Open(section.Path).Manifest.Version))
        );
        return model.Description.Version;
    }

    // The state folder as a power cut would leave it.
    private string Cut(string store, int number)
    {
        var target = _folder.File($"cut-{number}");
        Directory.CreateDirectory(target);
        if (!Directory.Exists(store))
            return target;
        foreach (var file in Directory.GetFiles(store, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, "bundles", Path.GetRelativePath(store, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var to = File.Create(copy);
            from.CopyTo(to);
        }
        return target;
    }
}
