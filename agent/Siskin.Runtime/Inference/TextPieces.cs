using System.Text;
using Siskin.Runtime.Text;

namespace Siskin.Runtime.Inference;

/// <summary>
/// Turns tokens into pieces of text as they come. A character whose bytes are spread over tokens appears when it is
/// whole.
/// </summary>
internal sealed class TextPieces(BpeTokenizer tokenizer, Action<string> onText)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private char[] _characters = new char[64];
    private bool _begun;

    /// <summary>Adds a token and reports the characters that it completes.</summary>
    public void Add(int token)
    {
        var bytes = tokenizer.BytesOf(token);
        if (!_begun && bytes.Length > 0)
        {
            _begun = true;
            if (tokenizer.AddsSpace && bytes[0] == ' ')
                bytes = bytes[1..];
        }
        Report(bytes, flush: false);
    }

    /// <summary>Reports what an answer that was cut inside a character leaves behind.</summary>
    public void End() => Report([], flush: true);

    private void Report(ReadOnlySpan<byte> bytes, bool flush)
    {
        var max = Encoding.UTF8.GetMaxCharCount(bytes.Length);
        if (_characters.Length < max)
            _characters = new char[max];
        var count = _decoder.GetChars(bytes, _characters, flush);
        if (count > 0)
            onText(new string(_characters, 0, count));
    }
}
