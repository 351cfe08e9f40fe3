using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Kraken.LocalAws.State;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.S3;

/// <summary>The little of S3 that connectors and people around them need. Source: S3 API reference.</summary>
internal sealed class S3Service(LocalCloud cloud) : Service(cloud, "s3")
{
    private const int DefaultPage = 1000;

    // Source: S3 API reference, ListBuckets, max-buckets.
    private const int MaxBuckets = 10_000;

    private readonly SortedDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    internal override IEnumerable<Store> Stores =>
        [new Store<Bucket>("buckets", _buckets)];

    internal void Add(Bucket bucket) => _buckets.Add(bucket.Name, bucket);

    internal Bucket? Find(string name) => _buckets.GetValueOrDefault(name);

    /// <summary>Stores an object, with S3's default checksum unless another is given.</summary>
    [SuppressMessage(
        "Security", "CA5351", Justification = "An ETag is the MD5 by S3's definition, and guards nothing.")]
    internal static StoredObject Put(
        Bucket bucket, string key, byte[] body, string? contentType, DateTimeOffset now,
        ObjectChecksum? checksum = null)
    {
        var tag = $"\"{Convert.ToHexString(MD5.HashData(body)).ToLowerInvariant()}\"";
        return bucket.Objects[key] = new StoredObject(body, tag, contentType, now)
        {
            Checksum = checksum ?? ObjectChecksum.Of(body),
        };
    }

    private Structure CreateBucket(Call call)
    {
        var name = call.Input.Required("Bucket");
        if (_buckets.ContainsKey(name))
        {
            throw new AwsError(
                "BucketAlreadyOwnedByYou",
                "Your previous request to create the named bucket succeeded and you already own it.", 409);
        }

        Add(new Bucket { Name = name, Created = call.Now });
        return new Structure { ["Location"] = "/" + name };
    }

    private Structure ListBuckets(Call call)
    {
        var prefix = call.Input.Text("Prefix");
        var page = Paging.Cut(
            _buckets.Values.Where(b => b.Name.StartsWith(prefix ?? "", StringComparison.Ordinal)), b => b.Name,
            call.Input.Text("ContinuationToken"), call.PageSize("MaxBuckets", MaxBuckets), BadToken);
        return new Structure
        {
            ["Buckets"] = page.Items
                .Select(b => (object?)new Structure { ["Name"] = b.Name, ["CreationDate"] = b.Created }).ToList(),
            ["Owner"] = new Structure { ["ID"] = Cloud.AccountId },
            ["ContinuationToken"] = page.NextToken,
            ["Prefix"] = prefix,
        };
    }

    /// <summary>Answers for a bucket that the caller reaches here; the others are refused in <see cref="Get"/>.</summary>
    private Structure HeadBucket(Call call)
    {
        Get(call);
        return new Structure { ["BucketRegion"] = Cloud.Region };
    }

    /// <summary>The region; us-east-1 is the empty one. Source: S3 API reference, GetBucketLocation.</summary>
    private Structure GetBucketLocation(Call call)
    {
        Get(call);
        return new Structure { ["LocationConstraint"] = Cloud.Region == "us-east-1" ? null : Cloud.Region };
    }

    private Structure GetBucketEncryption(Call call)
    {
        var bucket = Get(call);
        return new Structure
        {
            ["ServerSideEncryptionConfiguration"] = new Structure
            {
                ["Rules"] = new List<object?>
                {
                    new Structure
                    {
                        ["ApplyServerSideEncryptionByDefault"] = new Structure
                        {
                            ["SSEAlgorithm"] = bucket.KmsKeyArn is null ? "AES256" : "aws:kms",
                            ["KMSMasterKeyID"] = bucket.KmsKeyArn,
                        },
                        ["BucketKeyEnabled"] = false,
                    },
                },
            },
        };
    }

    private Structure PutObject(Call call)
    {
        var bucket = Get(call);
        var body = call.Input.GetValueOrDefault("Body") as byte[] ?? [];
        var checksum = ObjectChecksum.Verify(call.Input, body);
        var stored = Put(bucket, call.Input.Required("Key"), body, call.Input.Text("ContentType"), call.Now, checksum);
        var answer = new Structure
        {
            ["ETag"] = stored.ETag,
            ["ServerSideEncryption"] = bucket.KmsKeyArn is null ? "AES256" : "aws:kms",
            ["SSEKMSKeyId"] = bucket.KmsKeyArn,
        };
        checksum.AddTo(answer);
        return answer;
    }

    private Structure GetObject(Call call)
    {
        var bucket = Get(call);
        var stored = GetStored(bucket, call);
        var head = Head(bucket, stored, call);
        head["Body"] = stored.Body;
        return head;
    }

    private Structure HeadObject(Call call)
    {
        var bucket = Get(call);
        return Head(bucket, GetStored(bucket, call), call);
    }

    private Structure ListObjectsV2(Call call)
    {
        var bucket = Get(call);
        var prefix = call.Input.Text("Prefix") ?? "";
        var size = call.Input.Number("MaxKeys") ?? DefaultPage;
        var start = call.Input.Text("StartAfter");
        var page = Paging.Cut(
            bucket.Objects.Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal)
                && (start is null || string.CompareOrdinal(o.Key, start) > 0)),
            o => o.Key, call.Input.Text("ContinuationToken"), call.PageSize("MaxKeys", DefaultPage),
            BadToken);
        return new Structure
        {
            ["IsTruncated"] = page.NextToken is not null,
            ["Name"] = bucket.Name,
            ["Prefix"] = prefix,
            ["MaxKeys"] = size,
            ["KeyCount"] = (long)page.Items.Count,
            ["NextContinuationToken"] = page.NextToken,
            ["Contents"] = page.Items.Select(o => (object?)Listed(o.Key, o.Value)).ToList(),
        };
    }

    private static Structure Listed(string key, StoredObject stored)
    {
        var entry = new Structure
        {
            ["Key"] = key,
            ["LastModified"] = stored.Modified,
            ["ETag"] = stored.ETag,
            ["Size"] = (long)stored.Body.Length,
            ["StorageClass"] = "STANDARD",
        };
        stored.Checksum?.AddToListing(entry);
        return entry;
    }

    private static AwsError BadToken() => new("InvalidArgument", "The continuation token provided is incorrect");

    /// <summary>
    /// The bucket. One of another region is answered with that region, one of another account is not opened.
    /// Source: S3 API reference, HeadBucket and error responses, PermanentRedirect.
    /// </summary>
    private Bucket Get(Call call)
    {
        var bucket = Find(call.Input.Required("Bucket"))
            ?? throw new AwsError("NoSuchBucket", "The specified bucket does not exist", 404);
        if (bucket.Region is { } region && region != Cloud.Region)
        {
            throw new AwsError(
                "PermanentRedirect",
                "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
                301)
            {
                Headers = { ["x-amz-bucket-region"] = region },
            };
        }

        if (bucket.OwnerId is { } owner && owner != Cloud.AccountId)
            throw new AwsError("AccessDenied", "Access Denied", 403) { Headers = { ["x-amz-bucket-region"] = Cloud.Region } };
        return bucket;
    }

    private static StoredObject GetStored(Bucket bucket, Call call) =>
        bucket.Objects.GetValueOrDefault(call.Input.Required("Key"))
        ?? throw new AwsError("NoSuchKey", "The specified key does not exist.", 404);

    private static Structure Head(Bucket bucket, StoredObject stored, Call call)
    {
        var head = new Structure
        {
            ["ContentLength"] = (long)stored.Body.Length,
            ["ETag"] = stored.ETag,
            ["ContentType"] = stored.ContentType ?? "binary/octet-stream",
            ["LastModified"] = stored.Modified,
            ["AcceptRanges"] = "bytes",
            ["ServerSideEncryption"] = bucket.KmsKeyArn is null ? "AES256" : "aws:kms",
            ["SSEKMSKeyId"] = bucket.KmsKeyArn,
        };
        // Told only to those who ask. Source: S3 API reference, GetObject and HeadObject, x-amz-checksum-mode.
        if (call.Input.Text("ChecksumMode") == "ENABLED")
            stored.Checksum?.AddTo(head);
        return head;
    }
}
