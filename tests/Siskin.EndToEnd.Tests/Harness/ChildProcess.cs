using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>A process of a test: captured output, signals, and an end that the test cannot forget.</summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    /// <summary>Longest wait for anything that works: a loaded CI machine is slow, a hang is forever.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();

    private ChildProcess(Process process) => this.process = process;

    /// <summary>Standard output so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Standard error so far.</summary>
    public string Error
    {
        get
        {
            lock (error)
                return error.ToString();
        }
    }

    public bool HasExited => process.HasExited;

    public int Id => process.Id;

    public static ChildProcess Start(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        string? input = null,
        string? folder = null
    )
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        var child = new ChildProcess(process);
        process.OutputDataReceived += (_, line) => Append(child.output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(child.error, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (input is not null)
            process.StandardInput.Write(input);
        process.StandardInput.Close();
        return child;
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<Finished> RunAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        string? input = null,
        string? folder = null,
        TimeSpan? patience = null
    )
    {
        await using var child = Start(program, arguments, environment, input, folder);
        var code = await child.WaitForExitAsync(patience);
        return new Finished(code, child.Output, child.Error);
    }

    public void Terminate() => Signal(SigTerm);

    public void Kill() => Signal(SigKill);

    public void HangUp() => Signal(SigHup);

    /// <summary>Waits for the end and returns the exit code.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan? patience = null)
    {
        using var timeout = new CancellationTokenSource(patience ?? Patience);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{process.StartInfo.FileName} did not end.\n{Output}\n{Error}");
        }

        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private const int SigHup = 1;
    private const int SigKill = 9;
    private const int SigTerm = 15;

    private void Signal(int signal)
    {
        if (SendSignal(process.Id, signal) != 0)
            throw new InvalidOperationException(
                $"signal {signal} to process {process.Id}: errno {Marshal.GetLastPInvokeError()}"
            );
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            text.AppendLine(line);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);
}

/// <summary>A process that ended.</summary>
internal sealed record Finished(int Code, string Output, string Error)
{
    /// <summary>Asserts the exit code; a failure shows what the process printed.</summary>
    public Finished Expect(int code)
    {
        Assert.True(Code == code, $"exit code {Code} instead of {code}\n-- output\n{Output}\n-- error\n{Error}");
        return this;
    }
}
