using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Siskin.Benchmarks;

/// <summary>
/// What of llama.cpp's C interface a measurement needs. Its structures grow from version to version, at their ends: the
/// sizes here are larger than any, and only fields that have always stood first have a name.
/// </summary>
internal static partial class LlamaLibrary
{
    private const string Llama = "llama";
    private const string Ggml = "ggml";

    /// <summary>Loads the library and the variant of its kernels that suits this processor best.</summary>
    /// <param name="folder">Folder with libllama*.so, libggml*.so and libggml-cpu-*.so.</param>
    /// <returns>What the library says about this processor, and a maker of threads.</returns>
    public static (string System, Func<int, nint> MakeThreads) Load(string folder)
    {
        NativeLibrary.SetDllImportResolver(
            Assembly.GetExecutingAssembly(),
            (name, _, _) => name is Llama or Ggml ? NativeLibrary.Load(Newest(folder, name)) : 0
        );
        SetLog(Marshal.GetFunctionPointerForDelegate(Silence), 0);
        LoadKernels(folder);
        Begin();
        return (Marshal.PtrToStringUTF8(SystemInfo())!, MakeThreads);
    }

    // The kernels are a library of their own, of which the one for this processor has been loaded.
    private static nint MakeThreads(int count)
    {
        using var process = Process.GetCurrentProcess();
        var kernels = process
            .Modules.Cast<ProcessModule>()
            .First(module => module.ModuleName.StartsWith("libggml-cpu", StringComparison.Ordinal));
        var make = NativeLibrary.GetExport(NativeLibrary.Load(kernels.FileName), "ggml_threadpool_new");
        var options = new byte[4096];
        InitializeThreads(options, count);
        unsafe
        {
            fixed (byte* given = options)
                return ((delegate* unmanaged<byte*, nint>)make)(given);
        }
    }

    private static string Newest(string folder, string name) =>
        Directory.GetFiles(folder, $"lib{name}.*so*").Order(StringComparer.Ordinal).LastOrDefault()
        ?? throw new FileNotFoundException($"{folder} has no lib{name}.*so; scripts/llama.sh fetches it.");

    private static readonly LogCallback Silence = (_, _, _) => { };

    private delegate void LogCallback(int level, nint text, nint user);

    [LibraryImport(Llama, EntryPoint = "llama_log_set")]
    private static partial void SetLog(nint callback, nint user);

    [LibraryImport(Llama, EntryPoint = "llama_backend_init")]
    private static partial void Begin();

    [LibraryImport(Llama, EntryPoint = "llama_print_system_info")]
    private static partial nint SystemInfo();

    [LibraryImport(Ggml, EntryPoint = "ggml_backend_load_all_from_path", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void LoadKernels(string folder);

    [LibraryImport(Ggml, EntryPoint = "ggml_threadpool_params_init")]
    private static partial void InitializeThreads([Out] byte[] options, int count);

    [LibraryImport(Llama, EntryPoint = "llama_model_default_params")]
    public static partial ModelOptions DefaultModelOptions();

    [LibraryImport(Llama, EntryPoint = "llama_model_load_from_file", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint LoadModel(string path, ModelOptions options);

    [LibraryImport(Llama, EntryPoint = "llama_model_n_params")]
    public static partial ulong CountWeights(nint model);

    [LibraryImport(Llama, EntryPoint = "llama_model_size")]
    public static partial ulong CountBytes(nint model);

    [LibraryImport(Llama, EntryPoint = "llama_model_free")]
    public static partial void FreeModel(nint model);

    [LibraryImport(Llama, EntryPoint = "llama_context_default_params")]
    public static partial ContextOptions DefaultContextOptions();

    [LibraryImport(Llama, EntryPoint = "llama_init_from_model")]
    public static partial nint MakeContext(nint model, ContextOptions options);

    [LibraryImport(Llama, EntryPoint = "llama_free")]
    public static partial void FreeContext(nint context);

    [LibraryImport(Llama, EntryPoint = "llama_set_n_threads")]
    public static partial void SetThreads(nint context, int stepping, int reading);

    [LibraryImport(Llama, EntryPoint = "llama_attach_threadpool")]
    public static partial void AttachThreads(nint context, nint stepping, nint reading);

    [LibraryImport(Llama, EntryPoint = "llama_get_memory")]
    public static partial nint Memory(nint context);

    [LibraryImport(Llama, EntryPoint = "llama_memory_clear")]
    public static partial void Clear(nint memory, [MarshalAs(UnmanagedType.U1)] bool values);

    [LibraryImport(Llama, EntryPoint = "llama_batch_get_one")]
    public static unsafe partial Batch BatchOf(int* tokens, int count);

    [LibraryImport(Llama, EntryPoint = "llama_decode")]
    public static partial int Decode(nint context, Batch batch);

    [LibraryImport(Llama, EntryPoint = "llama_get_logits_ith")]
    public static unsafe partial float* Logits(nint context, int index);

    /// <summary>How a model is loaded, as the library proposes.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 512)]
    public struct ModelOptions;

    /// <summary>How a model is run, as the library proposes.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 512)]
    public struct ContextOptions
    {
        /// <summary>Tokens that it keeps.</summary>
        public uint Tokens;
    }

    /// <summary>Tokens to read.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 56)]
    public struct Batch
    {
        /// <summary>How many.</summary>
        public int Count;
    }
}
