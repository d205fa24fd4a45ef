using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;
using Siskin.Agent.Providers;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;

namespace Siskin.Agent.Updates;

/// <summary>
/// Chooses the bundle that a process starts with: the one that an update brought, unless it crashes again and again or
/// cannot be loaded; then the one before it, and in the end the configured one.
/// </summary>
/// <param name="terms">The terms.</param>
/// <param name="configured">The configured bundle.</param>
/// <param name="time">Clock.</param>
/// <param name="log">Log.</param>
internal sealed class StartingBundle(UpdatesSection terms, BundleSection configured, TimeProvider time, ILogger log)
{
    private readonly BundleStore _store = new(terms.Folder);

    /// <summary>
    /// Loads the model that a configuration asks for, which updates may replace where it allows that.
    /// </summary>
    /// <exception cref="BundleException">Not even the configured bundle can be used.</exception>
    /// <exception cref="NpuException">The NPU alone may answer, and it cannot be used.</exception>
    public static ServedModel Load(AgentConfig config, TimeProvider time, ILoggerFactory logs) =>
        config.Updates.Enabled
            ? new StartingBundle(config.Updates, config.Bundle, time, logs.CreateLogger<Updater>()).Load(bundle =>
                ModelLoader.Load(config with { Bundle = bundle }, time, logs)
            )
            : ModelLoader.Load(config, time, logs);

    /// <summary>The same, where updates are allowed.</summary>
    /// <param name="load">Loads a bundle.</param>
    public ServedModel Load(Func<BundleSection, ServedModel> load)
    {
        var choice = Read();
        var mark = new CrashMark(_store.CrashMarkFile, time);
        if (choice.Probation && !mark.TryBegin())
        {
            mark.End();
            choice = GoBack(choice, $"The process ended {CrashMark.Max} times in a row with the new bundle.");
        }
        while (true)
        {
            try
            {
                var served = load(_store.SectionOf(choice.Current, configured, terms));
                return new ServedModel(new SwitchableModel(served, choice.Current));
            }
            catch (Exception e)
                when (e is BundleException or NpuException or IOException or UnauthorizedAccessException
                    && choice.Current is not null
                )
            {
                mark.End();
                choice = GoBack(choice, e.Message);
            }
        }
    }

    private BundleChoice Read()
    {
        var choice = _store.Read(out var problem);
        if (problem is not null)
            log.ChoiceUnreadable(problem);
        if (
            choice.Configured is null
            || ManifestHash.Of(configured.Path) is not { } there
            || there == choice.Configured
        )
            return choice;
        log.ConfiguredAnew();
        choice = new BundleChoice { Tried = choice.Tried };
        Write(choice);
        _store.Keep();
        return choice;
    }

    private BundleChoice GoBack(BundleChoice choice, string reason)
    {
        var back = choice.GoneBack(reason);
        Write(back);
        log.WentBack(
            choice.Brought?.Bundle ?? "the configured bundle",
            choice.PreviousVersion ?? "as it is configured",
            reason
        );
        return back;
    }

    private void Write(BundleChoice choice)
    {
        try
        {
            _store.Write(choice);
        }
        catch (UpdateException e)
        {
            log.NotKept(terms.Folder, e.Message);
        }
    }
}
