using System.CommandLine;
using Siskin.Agent.Configuration;
using Siskin.Agent.Providers;
using Siskin.Agent.Work;
using Siskin.Runtime.Providers;
using Spectre.Console;

namespace Siskin.Agent.Commands;

/// <summary><c>siskin check</c>: validates a configuration and its bundle and prints what would be used.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var command = new Command("check",
            "Checks a configuration and its bundle and prints what would be used.") { config };
        command.SetAction(parsed => Check(parsed.GetRequiredValue(config)));
        return command;
    }

    private static int Check(string path)
    {
        var loaded = ConfigOption.Load(path, check: true);
        var config = loaded.Config!;
        if (config.State.Durability == Durability.Disk && StateFolder.Problem(config.State.Folder) is { } problem)
            throw CommandException.Usage($"[state] folder: {problem}");
        var bundle = SignedBundle.Open(config.Bundle);
        var plan = ProviderPlan.Of(bundle, config);
        foreach (var warning in loaded.Warnings.Where(warning => !warning.Tolerated))
            Console.Error.WriteLine($"siskin: warning: {warning}");
        string[] mistakes = [.. loaded.Warnings.Where(warning => warning.Tolerated).Select(warning => warning.ToString())];
        if (mistakes.Length > 0)
            throw CommandException.Usage(string.Join(Environment.NewLine + "siskin: ", mistakes));
        Console.Out.WriteLine(loaded.Files.Count == 1
            ? $"{path} is valid."
            : $"{string.Join(", ", loaded.Files)} are valid.");
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("key", "value");
        foreach (var (key, value) in ConfigSummary.Of(config))
            table.AddRow(Markup.Escape(key), Markup.Escape(value));
        table.AddRow("bundle", Markup.Escape($"{bundle.Manifest.Name} {bundle.Manifest.Version}, every hash right"
            + (config.Bundle.PublicKeyFile is null ? "" : ", signature right")));
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
        if (plan.Library is null)
            return (plan.FallbackReason, true);
        try
        {
            return ($"{ProviderLibrary.Open(plan.Library)}, {plan.Library}", true);
        }
        catch (NpuException e)
        {
            return (e.Message, false);
        }
    }
}
