namespace Siskin.Models.Data.Photographs;

/// <summary>A photograph with a question that was answered by people.</summary>
/// <param name="File">Path of the image.</param>
/// <param name="Kind">What it shows, as its labels call it.</param>
/// <param name="Question">What is asked.</param>
/// <param name="Answer">What is right.</param>
internal sealed record Photograph(string File, string Kind, string Question, string Answer);
