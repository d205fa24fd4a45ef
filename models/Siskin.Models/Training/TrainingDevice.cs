using TorchSharp;

namespace Siskin.Models.Training;

/// <summary>What trains, and how the processor's threads are shared between computing and drawing samples.</summary>
/// <param name="Device">The device of weights and batches.</param>
/// <param name="Workers">Replicas of the network that compute groups of a batch at the same time.</param>
/// <param name="Drawers">Threads that draw samples.</param>
public sealed record TrainingDevice(torch.Device Device, int Workers, int Drawers)
{
    /// <summary>
    /// Makes a device LibTorch's default, so that networks and tensors are made there. A GPU multiplies fp32 matrices
    /// in TF32.
    /// </summary>
    /// <param name="name"><c>cpu</c> or <c>cuda</c></param>
    /// <param name="threads">Threads of the processor to use.</param>
    /// <exception cref="InvalidDataException">There is no such device, or LibTorch's build for it is not
    /// there.</exception>
    public static TrainingDevice Open(string name, int threads)
    {
        if (name == "cpu")
        {
            torch.set_num_threads(1); // see GradientWorkers
            return new TrainingDevice(torch.CPU, threads, Drawers: 1);
        }

        if (!torch.TryInitializeDeviceType(DeviceType.CUDA))
            throw new InvalidDataException(
                "--device cuda: LibTorch found no GPU; it takes an NVIDIA GPU and LD_LIBRARY_PATH naming the "
                    + "folder of a CUDA build of LibTorch (libtorch_cuda.so)"
            );
        torch.set_default_device(torch.CUDA);
        torch.backends.cuda.matmul.allow_tf32 = true;
        torch.backends.cudnn.allow_tf32 = true;
        // A GPU waits for the processor, not the other way round: several threads tell it what to do.
        return new TrainingDevice(torch.CUDA, Workers: 3, Drawers: Math.Max(1, threads - 3));
    }
}
