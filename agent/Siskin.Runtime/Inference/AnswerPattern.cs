using Siskin.Runtime.Text;

namespace Siskin.Runtime.Inference;

/// <summary>
/// The forms that an answer may have, and which tokens can come next: what a model says about a place or about a
/// display of known digits is of such a form, whatever else it would rather say.
/// </summary>
/// <param name="tokenizer">Says what tokens mean.</param>
/// <param name="forms">Texts of ASCII characters in which <see cref="AnyDigit"/> stands for any digit.</param>
internal sealed class AnswerPattern(BpeTokenizer tokenizer, IReadOnlyList<string> forms)
{
    /// <summary>Stands for any digit.</summary>
    public const char AnyDigit = '#';

    private readonly bool[] _possible = new bool[forms.Count];
    private readonly bool[] _kept = new bool[forms.Count];
    private readonly List<int> _allowed = [];
    private int _length;

    /// <summary>Tokens that may come next; the end token among them where a form is complete.</summary>
    public ReadOnlySpan<int> Allowed => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_allowed);

    /// <summary>Begins an answer.</summary>
    public void Begin()
    {
        Array.Fill(_possible, true);
        _length = 0;
        FindAllowed();
    }

    /// <summary>Goes on behind one of <see cref="Allowed"/>; behind the end token, only the end token follows.</summary>
    public void Take(int token)
    {
        if (token != tokenizer.Tokens.Eos)
        {
            var bytes = tokenizer.BytesOf(token);
            for (var i = 0; i < forms.Count; i++)
                _possible[i] = _possible[i] && Fits(forms[i], bytes);
            _length += bytes.Length;
        }

        FindAllowed();
    }

    /// <summary>The tokens that come next whatever is known, because nothing else may; nothing is taken.</summary>
    /// <param name="tokens">Receives them, as many as it holds; the end token is the last of them.</param>
    /// <returns>How many.</returns>
    public int Forced(Span<int> tokens)
    {
        if (_allowed.Count != 1 || tokens.IsEmpty)
            return 0;
        var (count, length) = (0, _length);
        _possible.CopyTo(_kept, 0);
        do
        {
            tokens[count] = _allowed[0];
            Take(tokens[count++]);
        } while (count < tokens.Length && _allowed.Count == 1 && tokens[count - 1] != tokenizer.Tokens.Eos);

        _kept.CopyTo(_possible, 0);
        _length = length;
        FindAllowed();
        return count;
    }

    private void FindAllowed()
    {
        _allowed.Clear();
        for (var token = 0; token < tokenizer.VocabSize; token++)
        {
            var bytes = tokenizer.BytesOf(token);
            for (var i = 0; i < forms.Count && !bytes.IsEmpty; i++)
            {
                if (!_possible[i] || !Fits(forms[i], bytes))
                    continue;
                _allowed.Add(token);
                break;
            }
        }

        for (var i = 0; i < forms.Count; i++)
        {
            if (!_possible[i] || forms[i].Length != _length)
                continue;
            _allowed.Add(tokenizer.Tokens.Eos);
            break;
        }
    }

    // Whether a form goes on with these bytes.
    private bool Fits(string form, ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > form.Length)
            return false;
        for (var i = 0; i < bytes.Length; i++)
        {
            var wanted = form[_length + i];
            if (wanted == AnyDigit ? !char.IsAsciiDigit((char)bytes[i]) : wanted != bytes[i])
                return false;
        }

        return true;
    }
}
