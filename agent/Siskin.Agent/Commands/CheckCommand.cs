using System.CommandLine;
using Siskin.Agent.Configuration;
using Siskin.Agent.Models;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Providers;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;
using Spectre.Console;

namespace Siskin.Agent.Commands;

/// <summary><c>siskin check</c>: validates a configuration and its bundle and prints what would be used.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var connect = new Option<bool>("--connect")
        {
            Description = "Also connect to the broker and try what the service would read and publish there.",
        };
        var command = new Command("check", "Checks a configuration and its bundle and prints what would be used.")
        {
            config,
            connect,
        };
        command.SetAction(
            (parsed, cancellation) =>
                CheckAsync(parsed.GetRequiredValue(config), parsed.GetValue(connect), cancellation)
        );
        return command;
    }

    private static async Task<int> CheckAsync(string path, bool connect, CancellationToken cancellation)
    {
        // Whoever logs in needs the credentials themselves.
        var loaded = ConfigOption.Load(path, check: !connect);
        var local = Check(path, loaded);
        return connect && !await ConnectAsync(loaded.Config!, cancellation) ? ExitCode.Failed : local;
    }

    private static async Task<bool> ConnectAsync(AgentConfig config, CancellationToken cancellation)
    {
        if (config.Broker.Embedded is not null)
        {
            Terminal.Text.WriteLine("The broker is embedded and runs only with the service; nothing to connect to.");
            return true;
        }
        var findings = await ConnectionCheck.RunAsync(config, TimeProvider.System, cancellation);
        foreach (var finding in findings)
        {
            var mark = finding.Result switch
            {
                CheckResult.Right => "ok",
                CheckResult.Note => "note",
                _ => "WRONG",
            };
            Terminal.Text.WriteLine($"{mark, -6}{finding.Text}");
        }
        var wrong = findings.Count(finding => finding.Result == CheckResult.Wrong);
        await Terminal.Errors.WriteLineAsync(
            wrong == 0
                ? "siskin: the broker lets this device do all that it needs."
                : $"siskin: {wrong} of {findings.Count} things that were tried with the broker are wrong."
        );
        return wrong == 0;
    }

    private static int Check(string path, ConfigResult loaded)
    {
        var config = loaded.Config!;
        if (config.State.Durability == Durability.Disk && StateFolder.Problem(config.State.Folder) is { } problem)
            throw CommandException.Usage($"[state] folder: {problem}");
        var bundle = ConfiguredBundle.Open(config.Bundle);
        var plan = ProviderPlan.Of(bundle, config);
        foreach (var warning in loaded.Warnings.Where(warning => !warning.Tolerated))
            Terminal.Errors.WriteLine($"siskin: warning: {warning}");
        string[] mistakes =
        [
            .. loaded.Warnings.Where(warning => warning.Tolerated).Select(warning => warning.ToString()),
        ];
        if (
            bundle.Manifest.Task(BundleTask.Locate) is null
            && config.Watches.FirstOrDefault(watch => watch.View.Locates) is { } blind
        )
            throw CommandException.Usage(
                $"[[watch]] crop = \"auto\" of {blind.Name}: the bundle {bundle.Manifest.Name} "
                    + $"{bundle.Manifest.Version} cannot find instruments; give [x, y, width, height]."
            );
        if (mistakes.Length > 0)
            throw CommandException.Usage(string.Join(Environment.NewLine + "siskin: ", mistakes));
        Terminal.Text.WriteLine(
            loaded.Files.Count == 1 ? $"{path} is valid." : $"{string.Join(", ", loaded.Files)} are valid."
        );
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("key", "value");
        foreach (var (key, value) in ConfigSummary.Of(config))
            table.AddRow(Markup.Escape(key), Markup.Escape(value));
        table.AddRow(
            "bundle",
            Markup.Escape(
                $"{bundle.Manifest.Name} {bundle.Manifest.Version}, every hash right"
                    + (config.Bundle.PublicKeyFile is null ? "" : ", signature right")
            )
        );
        table.AddRow("variant", Markup.Escape(plan.ToString()));
        var (state, usable) = Npu(plan);
        if (state is not null)
            table.AddRow("npu", Markup.Escape(state));
        Terminal.Out.Write(table);
        return usable || plan.Cpu is not null ? ExitCode.Done : ExitCode.Failed;
    }

    // Registers the library and looks for a device, but leaves the device alone: a service may be using it.
    private static (string? State, bool Usable) Npu(ProviderPlan plan)
    {
        if (plan.Accelerator is not { } accelerator)
            return (plan.FallbackReason, true);
        try
        {
            var settings = new ProviderSettings(plan.Library ?? "", "", new Dictionary<string, string>());
            var device = accelerator.Probe(settings);
            return (plan.Library is null ? device : $"{device}, {plan.Library}", true);
        }
        catch (NpuException e)
        {
            return (e.Message, false);
        }
    }
}
