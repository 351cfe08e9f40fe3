using System.Reflection;

namespace Kraken.Pester.Mocks;

/// <summary>A service client whose every operation is answered by a <see cref="MockAws"/>.</summary>
public class MockClient : DispatchProxy
{
    private MockAws _aws = null!;
    private Type _service = null!;

    internal static T Create<T>(MockAws aws) where T : class
    {
        var client = Create<T, MockClient>();
        var mock = (MockClient)(object)client;
        mock._aws = aws;
        mock._service = typeof(T);
        return client;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        var result = targetMethod.ReturnType;
        if (!result.IsGenericType || result.GetGenericTypeDefinition() != typeof(Task<>))
            return result.IsValueType && result != typeof(void) ? Activator.CreateInstance(result) : null;

        var responseType = result.GetGenericArguments()[0];
        var operation = targetMethod.Name[..^"Async".Length];
        return typeof(MockClient).GetMethod(nameof(RunAsync), BindingFlags.NonPublic | BindingFlags.Instance)!
            .MakeGenericMethod(responseType)
            .Invoke(this, [operation, args![0]]);
    }

    // Off the caller's thread, as a real call is.
    private Task<T> RunAsync<T>(string operation, object request) =>
        Task.Run(() => (T)_aws.Answer(_service, operation, typeof(T), request));
}
