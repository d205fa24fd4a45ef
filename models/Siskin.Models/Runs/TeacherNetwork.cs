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
            teacher.VocabSize != student.VocabSize
                ? $"its vocab_size is {teacher.VocabSize}; allowed: the student's, {student.VocabSize}, of the same tokenizer"
            : teacher.MaxInputTokens < student.MaxInputTokens
                ? $"its max_input_tokens is {teacher.MaxInputTokens}; allowed: the student's, {student.MaxInputTokens}, or more"
            : teacher.MaxOutputTokens < student.MaxOutputTokens
                ? $"its max_output_tokens is {teacher.MaxOutputTokens}; allowed: the student's, {student.MaxOutputTokens}, or more"
            : student.Vision is { } vision && teacher.Vision?.PatchSize != vision.PatchSize
                ? teacher.Vision is null ? "it reads text alone, and the student reads frames"
                    : $"its patch_size is {teacher.Vision.PatchSize}; allowed: the student's, {vision.PatchSize}"
            : null;
        if (objection is not null)
            throw new InvalidDataException($"teacher {folder}: {objection}");
        var network = Checkpoint.LoadNetwork(folder);
        foreach (var weight in network.parameters())
            weight.requires_grad = false;
        return network;
    }
}
