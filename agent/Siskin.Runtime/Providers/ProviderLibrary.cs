using Microsoft.ML.OnnxRuntime;

namespace Siskin.Runtime.Providers;

/// <summary>
/// The library of a provider in the process's ONNX Runtime environment, which knows one library by a name at a time.
/// </summary>
/// <param name="name">The name under which the provider publishes itself.</param>
/// <param name="kind">The devices that it is for.</param>
/// <param name="need">What the operating system must have so that it shows one.</param>
internal sealed class ProviderLibrary(string name, OrtHardwareDeviceType kind, string need)
{
    private readonly Lock _gate = new();
    private string? _registered;

    /// <summary>Registers the library, unless it is, and finds its device.</summary>
    /// <exception cref="NpuException">The library is missing, cannot be registered, or shows no device.</exception>
    public ProviderDevice Open(string path)
    {
        lock (_gate)
        {
            Register(Path.GetFullPath(path));
            var device = OrtEnv
                .Instance()
                .GetEpDevices()
                .FirstOrDefault(found => found.EpName == name && found.HardwareDevice.Type == kind);
            if (device is not null)
                return ProviderDevice.Of(device);

            // Devices are listed at the registration only: without a device the next attempt has to register anew.
            Unregister();
            throw new NpuException(NpuFailure.Device, $"{path} shows no {kind}; it needs {need}.");
        }
    }

    /// <summary>Unloads the library. No session may use it any more.</summary>
    public void Close()
    {
        lock (_gate)
            Unregister();
    }

    private void Register(string path)
    {
        if (_registered == path)
            return;
        Unregister();
        if (!File.Exists(path))
            throw new NpuException(NpuFailure.Library, $"The provider library {path} does not exist.");
        ComputeEnvironment.Ensure(ComputeEnvironment.Threads(0), spin: false);
        try
        {
            OrtEnv.Instance().RegisterExecutionProviderLibrary(name, path);
        }
        catch (Exception error) when (ExecutionProviders.IsRuntimeError(error))
        {
            throw new NpuException(
                NpuFailure.Library,
                $"The provider library {path} cannot be registered: {error.Message}",
                error
            );
        }

        _registered = path;
    }

    private void Unregister()
    {
        if (_registered is null)
            return;
        _registered = null;
        try
        {
            OrtEnv.Instance().UnregisterExecutionProviderLibrary(name);
        }
        catch (Exception error) when (ExecutionProviders.IsRuntimeError(error))
        {
            throw new NpuException(
                NpuFailure.Library,
                $"The provider library cannot be unloaded: {error.Message}",
                error
            );
        }
    }
}
