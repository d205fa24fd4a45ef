using Siskin.Models.Architecture;
using Siskin.Models.Training;

namespace Siskin.Models.Runs;

/// <summary>Opens a teacher, or says why it cannot teach this student.</summary>
internal static class TeacherNetwork
{
    /// <summary>The network of a checkpoint; the caller disposes of it.</summary>
    /// <param name="folder">The teacher's checkpoint.</param>
    /// <param name="student">The student's sizes.</param>
    /// <exception cref="InvalidDataException">There is no checkpoint, or its network cannot teach this
    /// student.</exception>
    public static Network Load(string folder, ModelOptions student)
    {
        var teacher = Checkpoint.Read(folder).Model;
        var objection =
            Objection("vocab_size", teacher.VocabSize, student.VocabSize, equal: true)
            ?? Objection("max_input_tokens", teacher.MaxInputTokens, student.MaxInputTokens, equal: false)
            ?? Objection("max_output_tokens", teacher.MaxOutputTokens, student.MaxOutputTokens, equal: false);
        if (student.Vision is { } vision)
            objection ??= teacher.Vision is { } sees
                ? Objection("patch_size", sees.PatchSize, vision.PatchSize, equal: true)
                : "it reads text alone, and the student reads frames";
        if (objection is not null)
            throw new InvalidDataException($"teacher {folder}: {objection}");
        var network = Checkpoint.LoadNetwork(folder);
        foreach (var weight in network.parameters())
            weight.requires_grad = false;
        return network;
    }

    private static string? Objection(string key, int has, int wanted, bool equal) =>
        (equal ? has == wanted : has >= wanted)
            ? null
            : $"its {key} is {has}; allowed: the student's, {wanted}{(equal ? "" : ", or more")}";
}
