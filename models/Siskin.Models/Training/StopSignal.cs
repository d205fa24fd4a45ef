using System.Runtime.InteropServices;

namespace Siskin.Models.Training;

/// <summary>
/// Turns SIGINT and SIGTERM into a request to stop at the next step, so that a checkpoint can be saved.
/// </summary>
internal sealed class StopSignal : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private volatile bool _requested;

    /// <summary>True once a signal has come.</summary>
    public bool Requested => _requested;

    /// <summary>Listens until disposed.</summary>
    public static StopSignal Install()
    {
        var signal = new StopSignal();
        foreach (var kind in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
            signal._registrations.Add(
                PosixSignalRegistration.Create(
                    kind,
                    context =>
                    {
                        context.Cancel = true;
                        signal._requested = true;
                    }
                )
            );
        return signal;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }
}
